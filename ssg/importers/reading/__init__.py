"""The bytes of an export → the nouns of `ssg.model.export`, whatever state the file is in."""

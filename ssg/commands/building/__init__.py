"""Building a site: its flow, and `ssg build`."""

"""A theme's templates as code: found, compiled to do less, remembered, shared."""

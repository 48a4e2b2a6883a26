"""`ssg check` and `ssg theme check`: looking through, telling, mending, and asking elsewhere."""

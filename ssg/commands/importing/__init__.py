"""`ssg import`: the flow, and its steps."""

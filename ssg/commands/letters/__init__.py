"""`ssg newsletter` and `ssg subscribers`: posts as letters, and who gets them."""

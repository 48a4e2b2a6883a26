"""`ssg init` and `ssg new`: a site, a post or a page to begin with."""

"""Pictures as bytes: what their files hold, and what is made of them."""

"""Following a blog: a post as an e-mail, lists of subscribers, words for a move. All of it pure."""

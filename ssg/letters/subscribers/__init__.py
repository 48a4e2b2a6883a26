"""Lists of subscribers: what an old host exports → what a provider of newsletters imports. Pure."""

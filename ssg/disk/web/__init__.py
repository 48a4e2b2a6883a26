"""Other machines are asked: politely, never inwards, and whatever they answer."""

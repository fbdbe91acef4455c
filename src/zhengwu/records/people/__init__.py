"""People, the posts they hold, the rights that go with a post, how they sign in, and tokens of other systems."""

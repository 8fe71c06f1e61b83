"""Every kind of finding of the compiler, with why it is one and an example of each."""

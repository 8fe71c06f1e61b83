"""The typed model of a project: the compiler's main product, and all that the interpreter reads."""

"""The interpreter against the engine, on generated projects and worlds: the heart of the proof."""

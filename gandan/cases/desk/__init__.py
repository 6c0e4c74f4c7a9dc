"""The desk's doors of the engine: the queue, and the page of a case."""

"""The public doors of the engine: send, receipt, look-up, and what a sender may do afterwards."""

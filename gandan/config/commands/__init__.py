"""One module a verb of `gandan`: NAME, HELP, add_arguments(parser), run(args) -> exit code."""

"""`gandan demo`: the sample authority on this machine, ready to look at."""

import argparse
import time

NAME = "demo"
HELP = "Build the sample authority (once) and serve it."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-serve", action="store_true", help="build only")
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="port to serve on (8000)")


def run(args: argparse.Namespace) -> int:
    from gandan.cases.actions.learning import learn_all
    from gandan.config.commands import migrate, serve
    from gandan.demo.actions import build

    serving = argparse.ArgumentParser()
    serve.add_arguments(serving)
    how = serving.parse_args(["--port", str(args.port)])
    if not args.no_serve and (code := serve.unservable(how)):
        return code  # said now, not after the minutes of building
    began = time.monotonic()
    migrate.run(argparse.Namespace(quiet=True))
    build(say=lambda line: print(line, flush=True))
    learn_all()  # as the nightly job would: suggestions are there to look at
    print(f"Sẵn sàng sau {time.monotonic() - began:.0f} giây.", flush=True)
    if args.no_serve:
        return 0
    address = f"http://127.0.0.1:{args.port}"
    print(f"Người dân: {address}/", flush=True)
    print(f"Cán bộ, chọn vai nào cũng được, không cần mật khẩu: {address}/vao-vai/", flush=True)
    return serve.run(how)

"""Jobs: django-tasks-db keeps them; a lease, a heartbeat and one transaction make each take effect exactly once.

A room writes a job in its `tasks.py` as `@task()` and enqueues it inside an action's transaction: the job exists
if, and only if, the action was committed.

A worker claims a READY job and takes a lease on it (`core.Lease`), which a second thread renews. The job's body runs
in one transaction together with the mark that it is done, and that mark is set only while the lease is still ours.
So whatever happens to the worker, effect and mark are both there or both not; a job whose lease ran out goes back
to READY and runs again, five times at most (`lease.MAX_ATTEMPTS`).

On SQLite that transaction holds the write lock for as long as the body runs. A job with slow work (PDF, mail, many
batches) therefore says `@task() @own_transactions`; it does the slow part outside and commits through
`with effect(): …`, which marks it done in the same commit. Without `effect()` it runs at least once and must know for
itself what it did before (as mail does: queued → sending → sent; found `sending` after a crash → unsure).
"""

from gandan.core.jobs.running import effect, own_transactions

__all__ = ["effect", "own_transactions"]

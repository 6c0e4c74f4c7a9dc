from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "gandan.cases"
    label = "cases"
    verbose_name = "Vụ việc"

    def ready(self) -> None:
        from gandan.cases import actions, checks, effects, tasks  # noqa: F401 - checks register themselves
        from gandan.cases.actions import own
        from gandan.cases.queries.records import verify_records
        from gandan.core import hooks
        from gandan.core.jobs import schedule

        hooks.register("guard", "has_evidence", effects.has_evidence)
        hooks.register("guard", "within_reopen_days", effects.within_reopen_days)
        hooks.register("guard", "was_invited", effects.was_invited)
        protection = (effects.protection_asked, effects.protection_decided)
        for guard in (effects.is_named, effects.is_anonymous, effects.of_several, effects.for_all, *protection):
            hooks.register("guard", guard.__name__, guard)
        hooks.register("effect", effects.LINKS, effects.link_duplicate)
        hooks.register("effect", "carry_out_data_request", own.carry_out)
        hooks.register("effect", "show_nearby", effects.show_nearby)
        hooks.register("open_work", "cases", actions.open_work)
        hooks.register("move_open_work", "cases", actions.move_open_work)
        hooks.register("recompute_dates", "cases", actions.recompute_dates)
        hooks.register("erase_person", "cases", actions.erase_person)
        hooks.register("verify_records", "cases", verify_records)
        schedule.register("cases.mark_late", task=tasks.mark_late, at="00:20")
        schedule.register("cases.close_answered", task=tasks.close_answered, at="00:40")
        schedule.register("cases.apply_retention", task=tasks.apply_retention, at="02:10")
        schedule.register("cases.learn", task=tasks.learn, at="02:40")
        schedule.register("cases.remind", task=tasks.remind, at="07:00")

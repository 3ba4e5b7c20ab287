"""What rules, the manifest and the lock are told of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpuskit.packaging import Facts
    from corpuskit.pipeline.run import Run
    from corpuskit.validating import Context


def rules_context(run: Run) -> Context:
    """What rules may know of the seeds of a run, and those that its corpus states."""
    config = run.workspace.config
    stated = {seed.name: seed.settings.get("collected", config.get("collected")) for seed in run.seeds}
    collected = {name: day for name, day in stated.items() if day}
    return run.judge.context()._replace(collected=collected)


def facts_of(run: Run) -> Facts:
    """What a manifest and a lock tell of a run that has ended."""
    from corpuskit.packaging import Facts, seed_facts

    return Facts(
        [seed_facts(view) for view in run.views],
        run.workspace.config,
        {
            "without": sorted(run.options.without),
            "encoding": run.options.encoding,
            "min_confidence": run.options.min_confidence,
            **({"withhold_text": True} if run.redactor else {}),
            **({"features": True} if run.options.features else {}),
        },
        {"outlets": run.registry.version},
        run.corrections.sha256(),
        run.redactor.facts() if run.redactor else None,
    )

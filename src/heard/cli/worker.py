"""`heard worker`: takes jobs from the queue. What a job does is in `heard.jobs`."""

import asyncio
import logging
import signal
from concurrent.futures import ThreadPoolExecutor

import click
import psycopg
from asgiref.sync import sync_to_async
from django.db import close_old_connections
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

from heard.cli.reacting import react_as_it_happens

log = logging.getLogger(__name__)

HEARTBEAT = 5.0
# A worker that has not been heard of for this long is dead; its jobs are given to others.
DEAD_AFTER = 20.0
# Time to finish what has begun when asked to end; what takes longer is begun again by the next worker.
GRACE = 15.0
PAUSE_WITHOUT_DATABASE = 2.0


@click.command()
@click.option("--concurrency", default=4, show_default=True, help="Jobs at a time.")
def command(concurrency: int) -> None:
    """Do the work that waits in the queue, until SIGTERM."""
    asyncio.run(_work_until_asked_to_end(concurrency))


async def _work_until_asked_to_end(concurrency: int) -> None:
    """A database that goes away for a while ends the work, not the worker."""
    loop, asked = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked.set)
    loop.set_default_executor(ThreadPoolExecutor(concurrency, thread_name_prefix="job"))
    waiting = asyncio.create_task(asked.wait())
    while not asked.is_set():
        # The clock's jobs are queued over Django's connection, in this very thread: it may be one that died.
        await sync_to_async(close_old_connections)()
        work = asyncio.create_task(_work(concurrency))
        await asyncio.wait({work, waiting}, return_when=asyncio.FIRST_COMPLETED)
        work.cancel()  # which lets the jobs that have begun finish
        await _outcome(work)
        await asyncio.wait({waiting}, timeout=PAUSE_WITHOUT_DATABASE)


async def _outcome(work: asyncio.Task[None]) -> None:
    try:
        await work
    except asyncio.CancelledError:
        return
    except (ConnectorException, psycopg.OperationalError) as failure:
        log.warning("The queue cannot be reached (%s); trying again", failure)


async def _work(concurrency: int) -> None:
    async with app.with_connector(DjangoConnector().get_worker_connector()).open_async() as queue:
        beside = [asyncio.create_task(_rescue_abandoned_jobs(queue)), asyncio.create_task(react_as_it_happens())]
        try:
            await queue.run_worker_async(
                concurrency=concurrency,
                delete_jobs="successful",
                install_signal_handlers=False,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=DEAD_AFTER,
                shutdown_graceful_timeout=GRACE,
            )
        finally:
            for task in beside:
                task.cancel()


async def _rescue_abandoned_jobs(queue: App) -> None:
    """Put back what a killed worker had begun. Every job can be done twice: it asks first what is done already."""
    while True:
        for job in await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER):
            log.warning("Job %s (%s) was begun by a worker that is gone; it is done again", job.id, job.task_name)
            await queue.job_manager.retry_job(job)
        await asyncio.sleep(HEARTBEAT)

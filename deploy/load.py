"""How many questions a server answers in a minute, and how long people wait. The figures are in docs/部署.md.

python deploy/load.py http://127.0.0.1:7860 --clients 20 --seconds 60
python deploy/load.py https://mingce.example.com --user zhangsan --password …

Each client asks one question after another over the API. Meanwhile one reader keeps opening the page and its
configuration, which shows how long somebody waits who only reads while others ask.
"""

import argparse
import asyncio
import time

import httpx

QUESTIONS = (
    "到2025年要建成多少个国家质检中心？",
    "支持哪些地方建设国家骨干冷链物流基地？",
    "企业可以享受哪些质量方面的扶持？",
    "到2025年要培育多少科技型中小企业？",
    "涉外法治人才要具备什么素质？",
    "长江经济带的工作机制是什么？",
    "个人所得税起征点是多少？",
    "农产品抽检合格率要达到多少？",
    "谁来推进产业质量技术攻关？",
    "怎么打击山寨货？",
)


async def asking(client: httpx.AsyncClient, number: int, until: float, waits: list[float], failed: list[str]) -> None:
    turn = number
    while time.monotonic() < until:
        started = time.monotonic()
        try:
            reply = await client.post(
                "gradio_api/run/ask", json={"data": [QUESTIONS[turn % len(QUESTIONS)], None, None]}
            )
            reply.raise_for_status()
            waits.append(time.monotonic() - started)
        except httpx.HTTPError as error:
            failed.append(repr(error))
            await asyncio.sleep(1)
        turn += 1


async def reading(client: httpx.AsyncClient, path: str, until: float, waits: list[float]) -> None:
    while time.monotonic() < until:
        started = time.monotonic()
        (await client.get(path)).raise_for_status()
        waits.append(time.monotonic() - started)
        await asyncio.sleep(0.5)


async def measure(url: str, clients: int, seconds: float, auth: tuple[str, str] | None) -> None:
    answers: list[float] = []
    pages: list[float] = []
    configs: list[float] = []
    failed: list[str] = []
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=url.rstrip("/") + "/", timeout=300, auth=auth, limits=limits) as client:
        await asking(client, 0, time.monotonic() + 0.01, [], failed)  # the first question also warms up
        started = time.monotonic()
        until = started + seconds
        await asyncio.gather(
            *(asking(client, number, until, answers, failed) for number in range(clients)),
            reading(client, "", until, pages),
            reading(client, "config", until, configs),
        )
        took = time.monotonic() - started
    print(f"{clients} clients, {took:.0f} s: {len(answers)} answers, {len(answers) / took * 60:.0f} a minute")
    for name, waits in (("an answer", answers), ("the page", pages), ("its configuration", configs)):
        print(f"wait for {name}: p50 {percentile(waits, 0.5):.2f} s, p95 {percentile(waits, 0.95):.2f} s")
    print(f"failed: {len(failed)} {failed[:1]}")


def percentile(values: list[float], share: float) -> float:
    """
    >>> percentile([3.0, 1.0, 2.0], 0.5)
    2.0
    """
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--user")
    parser.add_argument("--password", default="")
    args = parser.parse_args()
    asyncio.run(measure(args.url, args.clients, args.seconds, (args.user, args.password) if args.user else None))

"""The documents of the corpus -> HTML: what is known of each, what is doubtful, and what can be done with it."""

from collections.abc import Mapping, Sequence
from html import escape

from mingce.documents.corrections import FIELDS
from mingce.documents.library import Removed
from mingce.documents.rebuild import Progress
from mingce.export.contract import Json
from mingce.text.citations import date_text, quoted_title
from web.render import opens

LISTED = 200


def list_html(records: Sequence[Json], words: str, corrected: Mapping[str, Mapping[str, str]], may_change: bool) -> str:
    """records: as `contract.corpus_json` gives them. words: what the titles, bodies or files must hold.
    corrected: document -> the fields that the user put right."""
    kept = [record for record in records if matches(record, words)]
    items = "".join(f"<li>{item_html(r, corrected.get(r['doc_id'], {}), may_change)}</li>" for r in kept[:LISTED])
    more = f'<p class="note">另有 {len(kept) - LISTED} 份，请用上面的筛选。</p>' if len(kept) > LISTED else ""
    if not kept:
        items = f"<li><p class='note'>没有标题、机关、类别或文件名里含有“{escape(words)}”的文件。</p></li>"
    return f'<h2>收录的文件<small>{len(records)} 份</small></h2><ol class="files">{items}</ol>{more}'


def matches(record: Json, words: str) -> bool:
    told = "".join(str(record[name]) for name in ("title", "issuer", "number", "kind", "region", "source", "date"))
    return all(word in told for word in words.split())


def item_html(record: Json, corrected: Mapping[str, str], may_change: bool) -> str:
    doc_id = escape(record["doc_id"])
    said = (
        ("发文机关", record["issuer"]),
        ("日期", date_text(record["date"])),
        ("文号", record["number"]),
        ("类别", record["kind"]),
        ("文种", record["family"]),
        ("地区", record["region"]),
        ("施行日期", date_text(record["effective"])),
        ("效力", record["validity"]["state"]),
    )
    facts = "".join(f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in said if value)
    pages = f"{record['pages']} 页 · " if record["pages"] else ""
    size = f"{pages}{record['sections']} 个章节 · {record['sentences']} 句 · {record['characters']:,} 字"
    warnings = "".join(f'<p class="warning">{escape(warning)}</p>' for warning in record["warnings"])
    relations = "".join(relation_html(record["doc_id"], relation) for relation in record["relations"])
    put_right = "、".join(FIELDS[name] for name in corrected if name in FIELDS)
    note = f'<p class="note">您更正过：{put_right}</p>' if put_right else ""
    named = f'data-document="{doc_id}" aria-label="{{}}{escape(quoted_title(record["title"]))}"'
    change = (
        f'<button type="button" data-event="correct" {named.format("更正")}>更正信息</button>'
        f'<button type="button" data-event="take" {named.format("移除")}>移除</button>'
        if may_change
        else ""
    )
    return (
        f'<button type="button" class="title" {opens(record["doc_id"])}>{escape(quoted_title(record["title"]))}</button>'
        f'<dl>{facts}</dl><p class="reason">{escape(record["validity"]["reason"])}</p>'
        f'{relations}{warnings}{note}<p class="size">{size} · {escape(record["source"])}</p>'
        f'<div class="acts">{change}</div>'
    )


def relation_html(doc_id: str, relation: Json) -> str:
    other = relation["other"] if relation["doc_id"] == doc_id else relation["doc_id"]
    return (
        f'<p class="relation"><b>{escape(relation["kind"])}</b>{escape(relation["reason"])}'
        f'<button type="button" {opens(other)}>打开另一份</button></p>'
    )


def left_out_html(warnings: Sequence[str]) -> str:
    """Files of the corpus folder that could not be read, each with its reason."""
    if not warnings:
        return ""
    items = "".join(f"<li>{escape(warning)}</li>" for warning in warnings)
    return f'<section class="left-out"><h2>没有收录的<small>{len(warnings)} 条</small></h2><ul>{items}</ul></section>'


def removed_html(removed: Sequence[Removed], may_change: bool) -> str:
    if not removed or not may_change:
        return ""
    items = "".join(
        f"<li>{escape(one.source)}<small>{escape(one.when.replace('T', ' '))}</small>"
        f'<button type="button" data-event="restore" data-key="{escape(one.key)}">撤销移除</button></li>'
        for one in removed
    )
    return f'<details class="removed"><summary>移除过的文件（{len(removed)} 个，都还在）</summary><ul>{items}</ul></details>'


def progress_html(progress: Progress, told: Sequence[str] = ()) -> str:
    """told: what became of the files that were put in, a sentence each."""
    lines = "".join(f"<li>{escape(line)}</li>" for line in told)
    report = f"<ul>{lines}</ul>" if lines else ""
    if progress.problem:
        return f'{report}<div class="failure" role="alert"><strong>{escape(progress.stage)}</strong><p>{escape(progress.problem)}</p></div>'
    busy = " busy-note" if progress.is_running else ""
    stage = f'<p class="note{busy}" role="status">{escape(progress.stage)}</p>' if progress.stage else ""
    return report + stage


def hint_html(may_change: bool, kinds: str) -> str:
    if not may_change:
        return '<p class="hint">这里列出收录的文件。管理员关闭了在网页上增删文件；要增加文件，请联系管理员放进语料文件夹。</p>'
    return (
        f'<p class="hint">把文件拖到下面，或点一下选择。能读 {escape(kinds)}。文件只存在这台电脑的语料文件夹里，'
        "读不了的会说明原因，原件不动。标题、日期认错了，点“更正信息”；移除的文件随时可以撤销。</p>"
    )

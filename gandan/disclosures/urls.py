"""The doors of disclosures: what people may know, and where officers make it known."""

from django.urls import path

from gandan.disclosures.desk import editing, inside, overview, planning
from gandan.disclosures.public import feeds, pages, papers, subscribing

app_name = "disclosures"

public_patterns = [
    path("cong-khai/", pages.index, name="index"),
    path("cong-khai/tin/<str:unit>.atom", feeds.atom, name="atom"),
    path("cong-khai/danh-muc/<str:unit>/<int:year>-<int:quarter>.pdf", papers.quarter, name="quarter"),
    path("cong-khai/theo-doi/", subscribing.subscribe, name="subscribe"),
    path("cong-khai/theo-doi/<str:token>/", subscribing.confirm, name="confirm"),
    path("cong-khai/bo-theo-doi/<str:token>/", subscribing.unsubscribe, name="unsubscribe"),
    path("cong-khai/muc/<str:unit>/<slug:item>/", pages.item, name="item"),
    path("cong-khai/<str:code>/", pages.publication, name="publication"),
    path("cong-khai/<str:code>/ban-<int:number>/", pages.version, name="version"),
    path("cong-khai/<str:code>/bang-<int:number>.csv", papers.table_csv, name="table_csv"),
    path("cong-khai/<str:code>/to-niem-yet.pdf", papers.notice, name="notice"),
    path("cong-khai/<str:code>/tep/<int:file>/", papers.file, name="file"),
    path("cong-khai/<str:code>/anh/<int:posting>/", papers.photo, name="photo"),
]
desk_patterns = [
    path("cong-khai/", overview.overview, name="overview"),
    path("cong-khai/ke-hoach/", planning.plan, name="plan"),
    path("cong-khai/duyet/", planning.approval, name="approval"),
    path("cong-khai/moi/", editing.new, name="new"),
    path("trong-co-quan/", inside.listed, name="inside"),
    path("trong-co-quan/<str:code>/", inside.publication, name="inside_publication"),
    path("trong-co-quan/<str:code>/tep/<int:file>/", inside.file, name="inside_file"),
    path("trong-co-quan/<str:code>/anh/<int:posting>/", inside.photo, name="inside_photo"),
    path("cong-khai/<str:code>/", editing.desk_publication, name="desk_publication"),
    path("cong-khai/<str:code>/sua/", editing.edit, name="edit"),
    path("cong-khai/<str:code>/to-niem-yet.pdf", editing.notice, name="desk_notice"),
    path("cong-khai/<str:code>/tep/<int:file>/", editing.file, name="desk_file"),
    path("cong-khai/<str:code>/tep/<int:file>/dong/", editing.shut_file, name="shut_file"),
    path("cong-khai/<str:code>/cong-khai/", editing.publish, name="publish"),
    path("cong-khai/<str:code>/tra-lai/", editing.send_back, name="send_back"),
    path("cong-khai/<str:code>/rut/", editing.withdraw, name="withdraw"),
    path("cong-khai/<str:code>/ly-do-cham/", editing.explain, name="explain"),
    path("cong-khai/<str:code>/hinh-thuc/", editing.post, name="post"),
    path("cong-khai/<str:code>/hinh-thuc/<int:posting>/go/", editing.end_posting, name="end_posting"),
]

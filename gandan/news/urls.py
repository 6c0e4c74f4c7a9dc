"""The room's doors: news, reforms and pages for everybody; writing and moderating at the desk."""

from django.urls import path
from django.views.generic import RedirectView

from gandan.news.desk import articles as desk
from gandan.news.desk import comments as moderation
from gandan.news.desk import pages as desk_pages
from gandan.news.desk import reforms as desk_reforms
from gandan.news.public import articles, comments, files, machines, reforms

app_name = "news"

public_patterns = [
    path("tin-tuc/", articles.listed, name="list"),
    path("tin/", RedirectView.as_view(pattern_name="news:list"), name="short"),
    path("tin-tuc/nguon.atom", machines.feed, name="feed"),
    path("tin-tuc/anh/<int:media>/<int:width>.<str:form>", files.picture, name="picture"),
    path("tin-tuc/tep/<int:media>/<str:name>", files.file, name="file"),
    path("tin-tuc/phu-de/<int:media>.vtt", files.captions, name="captions"),
    path("tin-tuc/y-kien/<int:comment>/bao/", comments.report, name="report"),
    path("tin-tuc/<slug:slug>/", articles.article, name="article"),
    path("tin-tuc/<slug:slug>/y-kien/", comments.say, name="say"),
    path("trang/<slug:slug>/", articles.page, name="page"),
    path("cai-cach/", reforms.listed, name="reforms"),
    path("cai-cach/<slug:slug>/", reforms.reform, name="reform"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
]
desk_patterns = [
    path("tin/", desk.listed, name="desk"),
    path("tin/viet/", desk.write, name="write"),
    path("tin/cach-lam/", desk.newsroom, name="newsroom"),
    path("tin/y-kien/", moderation.queue, name="moderation"),
    path("tin/y-kien/<int:comment>/", moderation.decide, name="decide"),
    path("tin/<int:article>/", desk.edit, name="edit"),
    path("tin/<int:article>/xem/", desk.preview, name="preview"),
    path("tin/<int:article>/buoc/<str:step>/", desk.take, name="take"),
    path("tin/<int:article>/ghim/", desk.pin, name="pin"),
    path("tin/<int:article>/tep/", desk.add_media, name="add_media"),
    path("tin/<int:article>/tep/<int:media>/bo/", desk.remove_media, name="remove_media"),
    path("tin/<int:article>/ban/", desk.revisions, name="revisions"),
    path("tin/<int:article>/ban/<int:number>/lay-lai/", desk.restore, name="restore"),
    path("trang/", desk_pages.listed, name="desk_pages"),
    path("trang/them/", desk_pages.add, name="add_page"),
    path("trang/<slug:slug>/", desk_pages.edit, name="edit_page"),
    path("trang/<slug:slug>/ban/", desk_pages.revisions, name="page_revisions"),
    path("trang/<slug:slug>/ban/<int:number>/lay-lai/", desk_pages.restore, name="restore_page"),
    path("cai-cach/", desk_reforms.listed, name="desk_reforms"),
    path("cai-cach/them/", desk_reforms.add, name="add_reform"),
    path("cai-cach/<int:reform>/", desk_reforms.edit, name="edit_reform"),
    path("cai-cach/<int:reform>/dang/", desk_reforms.publish, name="publish_reform"),
    path("cai-cach/<int:reform>/go/", desk_reforms.withdraw, name="withdraw_reform"),
    path("cai-cach/<int:reform>/pho-bien/", desk_reforms.brief, name="brief"),
    path("cai-cach/<int:reform>/thong-tin/", desk_reforms.told, name="told"),
]

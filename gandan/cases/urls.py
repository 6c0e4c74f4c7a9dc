"""The engine's doors: what residents send and follow, and the desk."""

from django.urls import path

from gandan.cases.desk import books, case, entry, inbox, learning, letters, photos, retention, sealed, sorting
from gandan.cases.public import denounce, joining, one_time, own, receipt, submit, track
from gandan.cases.public import letters as sender_letters

app_name = "cases"

public_patterns = [
    path("gui-don/", submit.submit, name="submit"),
    path("gui-don/cung-gap/<str:code>/", joining.join, name="join"),
    path("gui-don/to-cao/", denounce.denounce, name="denounce"),
    path("gui-don/to-cao/theo-doi/", denounce.follow, name="sealed_follow"),
    path("gui-don/to-cao/bien-nhan.pdf", denounce.receipt_pdf, name="sealed_receipt_pdf"),
    path("gui-don/<str:code>/bien-nhan/", receipt.receipt, name="receipt"),
    path("gui-don/<str:code>/bien-nhan.pdf", receipt.receipt_pdf, name="receipt_pdf"),
    path("gui-don/<str:code>/bien-nhan.json", receipt.receipt_file, name="receipt_file"),
    path("gui-don/<str:code>/bien-nhan/e-mail/", receipt.receipt_email, name="receipt_email"),
    path("tra-cuu/", track.find, name="track"),
    path("tra-cuu/<str:code>/", track.case, name="case"),
    path("tra-cuu/<str:code>/ma-mot-lan/", one_time.one_time, name="one_time"),
    path("tra-cuu/<str:code>/ma-mot-lan/nhap/", one_time.enter, name="enter_one_time"),
    path("tra-cuu/<str:code>/bao-tin/", one_time.told, name="told"),
    path("tra-cuu/<str:code>/du-lieu/", own.own, name="own"),
    path("tra-cuu/<str:code>/du-lieu.zip", own.own_file, name="own_file"),
    path("tra-cuu/<str:code>/<slug:action>/", track.act, name="act"),
    path("tra-cuu/<str:code>/van-ban/<int:letter_id>.pdf", sender_letters.letter_pdf, name="sender_letter"),
]
desk_patterns = [
    path("viec/", inbox.inbox, name="inbox"),
    path("viec/phan-cong/", inbox.assign, name="bulk_assign"),
    path("viec/luu-bo-loc/", inbox.save_view, name="save_view"),
    path("viec/bo-bo-loc/", inbox.remove_view, name="remove_view"),
    path("viec/sap-xep/<slug:what>/", sorting.sort, name="sort"),
    path("viec/<str:code>/tach/", sorting.split, name="split"),
    path("viec/<str:code>/cung-gui/", sorting.joined, name="joined"),
    path("nhap-don/", entry.entry, name="enter"),
    path("nhap-don/<str:code>/", entry.entered, name="entered"),
    path("nhap-don/<str:code>/bien-nhan.pdf", entry.entered_pdf, name="entered_pdf"),
    path("viec/<str:code>/", case.case, name="desk_case"),
    path("viec/<str:code>/phan-cong/", case.assign, name="assign"),
    path("viec/<str:code>/niem-phong/", case.open_seal, name="open_seal"),
    path("viec/<str:code>/lam/<slug:action>/", case.perform, name="perform"),
    path("to-cao/", sealed.sealed_list, name="sealed_list"),
    path("to-cao/nhap/", sealed.enter, name="enter_sealed"),
    path("mo-niem-phong/", sealed.openings, name="openings"),
    path("viec/<str:code>/noi-dung/", sealed.open_content, name="open_content"),
    path("viec/<str:code>/noi-dung/<int:attachment>/", sealed.open_file, name="open_sealed_file"),
    path("viec/<str:code>/danh-tinh/de-nghi/", sealed.ask_identity, name="ask_identity"),
    path("viec/<str:code>/danh-tinh/<int:asked>/dong-y/", sealed.approve_identity, name="approve_identity"),
    path("viec/<str:code>/nguoi-bi-to-cao/", sealed.bar_person, name="bar_person"),
    path("viec/<str:code>/doi-noi-giai-quyet/", sealed.reroute, name="reroute"),
    path("goi-y/", learning.suggestions, name="suggestions"),
    path("viec/<str:code>/goi-y/", learning.take_field, name="take_field"),
    path("luu-tru/", retention.retention, name="retention"),
    path("luu-tru/dot/", retention.retention_batch, name="retention_batch"),
    path("luu-tru/duyet/", retention.approve_retention, name="approve_retention"),
    path("luu-tru/giu-lai/", retention.hold, name="hold"),
    path("luu-tru/khong-giu/", retention.release, name="release"),
    path("anh/", photos.photos, name="photos"),
    path("anh/<int:photo>/", photos.photo, name="photo"),
    path("so/", books.books, name="books"),
    path("so/<slug:book>/", books.book, name="book"),
    path("so/<slug:book>.<slug:kind>", books.book_file, name="book_file"),
    path("viec/<str:code>/van-ban/soan/<slug:kind>/", letters.compose, name="compose_letter"),
    path("viec/<str:code>/van-ban/<int:letter_id>/", letters.letter, name="letter"),
    path("viec/<str:code>/van-ban/<int:letter_id>.pdf", letters.letter_file, {"kind": "pdf"}, name="letter_pdf"),
    path("viec/<str:code>/van-ban/<int:letter_id>.docx", letters.letter_file, {"kind": "docx"}, name="letter_docx"),
    path("viec/<str:code>/van-ban/<int:letter_id>/mo/", letters.open_letter, name="open_letter"),
    path("viec/<str:code>/van-ban/<int:letter_id>/huy/", letters.cancel, name="cancel_letter"),
    path("viec/<str:code>/van-ban/<int:letter_id>/xoa-nhap/", letters.drop, name="drop_letter"),
]

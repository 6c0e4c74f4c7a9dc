"""Every address of the house by name: a page, with where to look at it, or no page, with the reason.

A new name that stands in none of these lists fails `test_moi_trang_deu_doc_duoc`: each page is looked at with axe.
"""

from gandan.cases.types.books import Book

# name → addresses; {code} and {pin} are an open case's, {answered} a published answer's, {person} an officer's.
EVERYBODY = {
    "portal:home": ["/"],
    "portal:units": ["/don-vi/", "/don-vi/?q=sai+gon"],
    "portal:unit": ["/don-vi/26740/"],
    "portal:search": ["/tim-kiem/", "/tim-kiem/?q=sai+gon"],
    "portal:records": ["/so-lieu/vu-viec/"],
    "portal:calculator": ["/thoi-han/", "/thoi-han/?from=2026-02-10"],
    "portal:privacy": ["/quyen-rieng-tu/"],
    "portal:help": ["/tro-giup/"],
    "audit:verify": ["/kiem-chung/"],
    "cases:submit": ["/gui-don/", "/gui-don/?loai=complaint", "/gui-don/?loai=field-report"],
    "cases:track": ["/tra-cuu/", "/tra-cuu/?ma=SG26"],
    "cases:case": ["/tra-cuu/{code}/", "/tra-cuu/{code}/?xac-nhan={pin}", "/tra-cuu/{answered}/"],
    "cases:receipt": ["/gui-don/{code}/bien-nhan/"],
    "account_login": ["/tai-khoan/login/"],
    "account_inactive": ["/tai-khoan/inactive/"],
    "account_signup": ["/tai-khoan/signup/"],
    "account_reset_password": ["/tai-khoan/password/reset/"],
    "account_reset_password_done": ["/tai-khoan/password/reset/done/"],
    "account_reset_password_from_key": ["/tai-khoan/password/reset/key/x-y/"],
    "account_reset_password_from_key_done": ["/tai-khoan/password/reset/key/done/"],
    "socialaccount_login_cancelled": ["/tai-khoan/3rdparty/login/cancelled/"],
    "directory:choose_role": ["/vao-vai/"],
}
OFFICER = {
    "desk:today": ["/ban-lam-viec/"],
    "desk:account": ["/ban-lam-viec/tai-khoan-cua-toi/"],
    "cases:inbox": [
        "/ban-lam-viec/viec/",
        "/ban-lam-viec/viec/?tab=late",
        "/ban-lam-viec/viec/?field=infrastructure&q=den",
    ],
    "cases:desk_case": [
        "/ban-lam-viec/viec/{code}/",
        "/ban-lam-viec/viec/{code}/?lam=note",
        "/ban-lam-viec/viec/{working}/",
        "/ban-lam-viec/viec/{answered}/",
        "/ban-lam-viec/viec/{sealed}/",
        "/ban-lam-viec/viec/{long}/",
        "/ban-lam-viec/viec/{complaint}/",
    ],
    "cases:enter": ["/ban-lam-viec/nhap-don/", "/ban-lam-viec/nhap-don/?loai=complaint"],
    "cases:sort": [
        "/ban-lam-viec/viec/sap-xep/gop/?code={code}",
        "/ban-lam-viec/viec/sap-xep/chuyen/?code={complaint}",
        "/ban-lam-viec/viec/sap-xep/phan-loai/?code={code}",
    ],
    "cases:split": ["/ban-lam-viec/viec/{complaint}/tach/"],
    "cases:joined": ["/ban-lam-viec/viec/{code}/cung-gui/"],
    "cases:compose_letter": ["/ban-lam-viec/viec/{complaint}/van-ban/soan/phieu-huong-dan/"],
    "cases:letter": ["/ban-lam-viec/viec/{complaint}/van-ban/{letter}/"],
    "cases:book": [f"/ban-lam-viec/so/{book.value}/" for book in Book],
    "notifications:notices": ["/ban-lam-viec/thong-bao/"],
    "directory:absence": ["/ban-lam-viec/vang-mat/"],
    "account_logout": ["/tai-khoan/logout/"],
    "account_change_password": ["/tai-khoan/password/change/"],
    "account_reauthenticate": ["/tai-khoan/reauthenticate/"],
    "mfa_index": ["/tai-khoan/2fa/"],
    "mfa_list_webauthn": ["/tai-khoan/2fa/webauthn/"],
    "mfa_activate_totp": ["/tai-khoan/2fa/totp/activate/"],
    "mfa_add_webauthn": ["/tai-khoan/2fa/webauthn/add/"],
    "socialaccount_connections": ["/tai-khoan/3rdparty/"],
    "usersessions_list": ["/tai-khoan/sessions/"],
}
ADMINISTRATOR = {
    "ui:gallery": ["/ban-lam-viec/thanh-phan/"],
    "cases:retention": ["/ban-lam-viec/luu-tru/"],
    "notifications:messages": ["/ban-lam-viec/tin-nhan/"],
    "directory:people": ["/ban-lam-viec/nhan-su/"],
    "directory:hire": ["/ban-lam-viec/nhan-su/them/"],
    "directory:person": ["/ban-lam-viec/nhan-su/{person}/"],
    "directory:units": ["/ban-lam-viec/don-vi/"],
    "directory:desk_unit": ["/ban-lam-viec/don-vi/26740/"],
    "directory:end": ["/ban-lam-viec/don-vi/26740/ket-thuc/"],
}
ENGLISH = {  # ten pages, the most used ones
    "everybody": ["/", "/gui-don/", "/tra-cuu/{code}/", "/thoi-han/", "/kiem-chung/", "/tim-kiem/?q=sai+gon"],
    "officer": [
        "/ban-lam-viec/",
        "/ban-lam-viec/viec/",
        "/ban-lam-viec/viec/{working}/",
        "/ban-lam-viec/tai-khoan-cua-toi/",
    ],
}
# Pages that stand in the middle of a longer way; the tests of signing in walk it.
ON_THE_WAY = {
    "cases:retention_batch",  # of cases that ended years ago: the tests of its door draw it
    "cases:entered",
    "account_confirm_login_code",
    "account_set_password",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "openid_connect_callback",
    "openid_connect_login",
    "socialaccount_login_error",
    "socialaccount_signup",
}
# Offered by the library, led to by none of our pages: nobody changes their address by themselves.
NOT_OFFERED = {"account_confirm_email", "account_email", "account_email_verification_sent"}
LEADS_ON = {"cases:books"}  # to the first of them
ONLY_POSTED = {
    "cases:act",
    "cases:approve_retention",
    "cases:assign",
    "cases:bulk_assign",
    "cases:cancel_letter",
    "cases:drop_letter",
    "cases:hold",
    "cases:open_letter",
    "cases:open_seal",
    "cases:perform",
    "cases:receipt_email",
    "cases:release",
    "cases:remove_view",
    "cases:save_view",
    "directory:appoint",
    "directory:delegate",
    "directory:describe",
    "directory:end_membership",
    "directory:found",
    "directory:invite",
    "directory:link_identity",
    "directory:lock",
    "directory:rename",
    "directory:revoke",
    "directory:unlink_identity",
    "directory:unlock",
    "notifications:resend",
    "ui:language",
    "ui:text_size",
}
DATA = {
    "audit:checkpoints",
    "audit:receipt",
    "audit:standalone",
    "cases:book_file",
    "cases:entered_pdf",
    "cases:letter_docx",
    "cases:sender_letter",
    "cases:letter_pdf",
    "cases:receipt_file",
    "cases:receipt_pdf",
    "directory:boundary",
    "documents:file",
    "mfa_download_recovery_codes",
    "portal:boundary",
}
MACHINES = {"api-docs"}  # and everything under api-1: the page that draws it is another project's

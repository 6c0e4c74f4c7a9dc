"""What was uploaded and attached to nothing goes after two days; everything else stays."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from gandan.cases.models import Attachment
from gandan.core import clock
from gandan.core.jobs import schedule
from gandan.documents import actions, queries
from gandan.documents.models import StoredFile
from tests.cases import make as cases
from tests.documents import make

pytestmark = pytest.mark.django_db


def aged(file: int, hours: int) -> str:
    StoredFile.objects.filter(pk=file).update(created_at=clock.now() - timedelta(hours=hours))
    return queries.path_of(queries.stored(file).sha256)


def test_a_stray_photo_goes_with_its_bytes_and_its_small_picture():
    stray = actions.store(make.photo(31, 20), "a.jpg")
    actions.thumbnail(stray.id)
    path, small = aged(stray.id, 49), queries.thumbnail_path_of(stray.sha256)
    assert default_storage.exists(path)
    assert default_storage.exists(small)
    assert actions.sweep_uploads() == 1
    assert not StoredFile.objects.filter(pk=stray.id).exists()
    assert not default_storage.exists(path)
    assert not default_storage.exists(small)


def test_what_is_attached_or_fresh_or_sealed_stays():
    cases.a_ward_at_work()
    attached = actions.store(make.photo(33, 20), "b.jpg")
    cases.sent(files=(attached.id,))
    fresh = actions.store(make.photo(35, 20), "c.jpg")
    sealed = actions.store(make.photo(37, 20), "d.jpg", seal=lambda content: content[::-1])
    for file, hours in ((attached, 1000), (fresh, 47), (sealed, 1000)):
        aged(file.id, hours)
    assert actions.sweep_uploads() == 0
    assert Attachment.objects.get().file_id == attached.id
    assert StoredFile.objects.filter(pk__in=[attached.id, fresh.id, sealed.id]).count() == 3


def test_who_uploads_the_same_again_has_two_days_again():
    stray = actions.store(make.photo(39, 20), "a.jpg")
    aged(stray.id, 49)
    assert actions.store(make.photo(39, 20), "a.jpg").id == stray.id
    assert actions.sweep_uploads() == 0


def test_every_night():
    assert "documents.sweep_uploads" in {plan.name for plan in schedule.plans()}

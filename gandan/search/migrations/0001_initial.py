from django.db import migrations, models


SQLITE = [
    # Words come folded and one blank apart; the tokenizer has nothing to do but split.
    """CREATE VIRTUAL TABLE search_words USING fts5(heading, folded, marks, content='search_item', content_rowid='place',
       tokenize="unicode61 remove_diacritics 0 tokenchars ':'", prefix='2 3 4 5 6 7 8', detail=column)""",
    """CREATE TRIGGER search_item_put AFTER INSERT ON search_item BEGIN
       INSERT INTO search_words(rowid, heading, folded, marks) VALUES (new.place, new.heading, new.folded, new.marks);
       END""",
    """CREATE TRIGGER search_item_removed AFTER DELETE ON search_item BEGIN
       INSERT INTO search_words(search_words, rowid, heading, folded, marks)
       VALUES ('delete', old.place, old.heading, old.folded, old.marks);
       END""",
    """CREATE TRIGGER search_item_renewed AFTER UPDATE ON search_item BEGIN
       INSERT INTO search_words(search_words, rowid, heading, folded, marks)
       VALUES ('delete', old.place, old.heading, old.folded, old.marks);
       INSERT INTO search_words(rowid, heading, folded, marks) VALUES (new.place, new.heading, new.folded, new.marks);
       END""",
]
# Past PostgreSQL's own parser, which would take numbers, hosts and hyphens apart in its own way. Beginnings of two to
# eight letters are words of the index, as on SQLite (`prefix`). Indexed, not stored: nobody reads them.
POSTGRESQL = [
    """CREATE FUNCTION search_lexemes(words text, marks text) RETURNS tsvector
       LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
       SELECT coalesce(array_to_tsvector(array_agg(DISTINCT lexeme)), ''::tsvector) FROM (
           SELECT unnest(string_to_array(words, ' ')) AS lexeme
           UNION SELECT left(word, letters) || '*'
           FROM unnest(string_to_array(words, ' ')) AS word, generate_series(2, 8) AS letters WHERE length(word) >= letters
           UNION SELECT unnest(string_to_array(marks, ' '))
       ) AS made WHERE lexeme <> '' $$""",
    "CREATE INDEX search_item_heading_words ON search_item USING gin (search_lexemes(heading, marks))",
    """CREATE INDEX search_item_all_words ON search_item
       USING gin (search_lexemes(heading || ' ' || folded, marks))""",
]


def build(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE search_words")
    else:
        schema_editor.execute("DROP FUNCTION search_lexemes CASCADE")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=24)),
                ('key', models.CharField(max_length=80)),
                ('unit', models.CharField(blank=True, max_length=40)),
                ('title', models.CharField(max_length=300)),
                ('summary', models.CharField(blank=True, max_length=400)),
                ('link', models.CharField(max_length=300)),
                ('heading', models.TextField()),
                ('folded', models.TextField(blank=True)),
                ('exact', models.TextField()),
                ('marks', models.CharField(max_length=120)),
                ('weight', models.SmallIntegerField(default=0)),
                ('place', models.BigIntegerField(unique=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('scope', 'key'), name='one_item')],
            },
        ),
        migrations.CreateModel(
            name='Missing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('term', models.CharField(max_length=80, unique=True)),
                ('times', models.PositiveIntegerField()),
                ('first_on', models.DateField()),
                ('last_on', models.DateField(db_index=True)),
            ],
        ),
        # A later migration that alters search_item on SQLite makes the table anew, without its triggers: build again.
        migrations.RunPython(build, drop),
    ]

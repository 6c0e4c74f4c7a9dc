"""Meetings of the authority with its people: receptions, dialogues, gatherings; where and when, moved or cancelled."""

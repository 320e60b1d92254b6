"""The invented words of the demonstration: sober, humane, about nobody."""

from __future__ import annotations

import datetime
from typing import Any

REFERRAL_NEW: dict[str, Any] = {
    "child_name": "Jory Penhallow",
    "child_born_on": "2025-03-02",
    "harm": "serious_harm",
    "account": (
        "Jory Penhallow was brought to the ward by his grandmother with an injury to his arm that the family "
        "could not explain. His mother, Kerra Penhallow, had asked the health visitor for help with sleep in the "
        "weeks before. The police were told the same evening.\n\n"
        "Nurse Hedra Trewin saw him first, then Dr Oswin Carrow, who asked for an opinion from Dr Ruan Eddystone. The health "
        "visitor is Nesta Goonhilly; Nesta had last been at Skerry Terrace a week before. Loveday Tangye, a neighbour, "
        "had heard crying. Mr Tangye said he had heard nothing. PC Denzil Rosewarne and Imogen Treloar of children’s social "
        "care came to the ward together. His father, Perran Hockaday, lives in Polgarrow and was told by telephone."
    ),
    "agencies_involved": "Community health, the police, and Little Gulls Nursery, which his sister attends.",
    "immediate_safety": "Jory and his sister are staying with their grandmother under an agreed plan.",
}

REFERRAL_BEGUN: dict[str, Any] = {
    "child_name": "Lowen Dray",
    "child_born_on": "2022-11-08",
    "harm": "serious_harm",
    "account": (
        "Lowen Dray was taken to hospital after drinking from an unmarked bottle at home. The health visitor had "
        "asked twice that medicines be kept out of reach; nobody had seen the kitchen since."
    ),
    "agencies_involved": "Community health and the hospital.",
}

REFERRAL_RECOMMENDED: dict[str, Any] = {
    "child_name": "Senara Vosper",
    "child_born_on": "2019-05-27",
    "harm": "serious_harm",
    "account": (
        "Senara Vosper was found alone and very thin by a housing officer who had come about a leak. Three "
        "agencies had closed their files in the same month, each because another was thought to be visiting."
    ),
    "agencies_involved": "Housing, community health, children’s social care.",
    "immediate_safety": "Senara lives with her father’s sister and is gaining weight.",
}

REFERRAL_REPORTING: dict[str, Any] = {
    "child_name": "Ewan Sallow",
    "happened_on": datetime.date(2010, 9, 18),
    "known_on": datetime.date(2010, 9, 19),
    "child_born_on": "2005-01-30",
    "harm": "serious_harm",
    "account": (
        "Ewan Sallow was seriously hurt at home by a lodger. His school had asked the police about the lodger "
        "some weeks before and was told that nothing was known."
    ),
    "agencies_involved": "School and the police.",
    "immediate_safety": "Ewan and his mother, Brida Sallow, have moved to another town.",
}

REFERRAL_SET_UP: dict[str, Any] = {
    "child_name": "Aled Corrigan",
    "child_born_on": "2011-06-19",
    "harm": "suspected_suicide",
    "account": (
        "Aled Corrigan died at home. He had moved school twice in a year and had told a teacher that nobody would "
        "notice if he were gone. Two agencies knew of this; each believed that the other was in touch."
    ),
    "agencies_involved": "Two schools, community health, children’s social care.",
    "immediate_safety": "His younger brother has a named worker at school and at home.",
}

REFERRAL_GATHERING: dict[str, Any] = {
    "child_name": "Tamsin Quillfeather",
    "happened_on": datetime.date(2010, 9, 12),
    "known_on": datetime.date(2010, 9, 13),
    "child_born_on": "2009-02-14",
    "harm": "death",
    "account": (
        "Tamsin Quillfeather was found unwell at home and died the next day. Her mother, Oona Quillfeather, had "
        "missed two clinic appointments. A neighbour had rung the police about shouting in the night."
    ),
    "agencies_involved": "Health visiting, the police, housing.",
    "immediate_safety": "Her older brother is staying with an aunt.",
}

REFERRAL_PUBLISHED: dict[str, Any] = {
    "child_name": "Merryn Tallack",
    "happened_on": datetime.date(2010, 9, 20),
    "known_on": datetime.date(2010, 9, 20),
    "child_born_on": "2003-09-05",
    "harm": "serious_harm",
    "account": (
        "Merryn Tallack was seriously hurt by an adult who had moved in with the family. Her school had written "
        "down three times that she was afraid to go home; the notes lay in different files."
    ),
    "agencies_involved": "School, housing, the police.",
    "immediate_safety": "Merryn lives with a foster family who know her well.",
}

REFERRAL_IN_READING: dict[str, Any] = {
    "child_name": "Jory Penrose",
    "happened_on": datetime.date(2010, 9, 6),
    "known_on": datetime.date(2010, 9, 7),
    "child_born_on": "2004-03-19",
    "harm": "serious_harm",
    "account": (
        "Jory Penrose was seriously hurt at home by a friend of the family. A housing officer and a teaching assistant "
        "had each noted that he was frightened of the man."
    ),
    "agencies_involved": "School, housing, the police.",
    "immediate_safety": "Jory lives with his aunt; the man has been told to stay away.",
}

QUESTIONS = (
    "Was the child seen, heard and spoken to alone?",
    "Did agencies tell each other what they knew, in time for it to matter?",
    "What did the workload and supervision of the day make easy, and what did they make hard?",
)

SECTIONS = {
    "summary": "The agency knew {child} and the family for about two years and saw them at home eleven times.",
    "analysis": "Visits were planned around the adults. Twice {child} was asleep, and nobody went back.",
    "good_practice": "One worker rang the school herself on the day she became worried, and wrote down what was said.",
    "lessons": "A missed appointment was recorded as a choice of the parents. It was never asked what stood behind it.",
    "recommendations": "When a child is not seen at a planned visit, the next working day begins with seeing the child.",
}

POINT_TO_TERMS = (
    "The questions say nothing of the child’s father, whom two agencies knew. Please ask about him."
)
QUESTION_ADDED = "What was known of the father, and who spoke with him?"

POINTS_TO_SCHOOL = {
    "lessons": "The lesson is about parents. What should the school itself do when a child stays away?",
    "analysis": "On which days was the child seen? The chronology names two.",
}
LESSONS_CHANGED = (
    "A missed appointment was recorded as a choice of the parents. It was never asked what stood behind it. The school "
    "now rings home on the first morning of an absence and writes down who answered."
)
NOT_CHANGED = (
    "Both days stand in the chronology; the registers of that term were not kept, so no further day is known."
)

INTERVIEW = (
    "Nuala Brightwater had thirty-one families that spring and covered for a colleague on leave. She visited "
    "Tamsin Quillfeather three times. On the second visit Tamsin was asleep and the mother did not want to wake "
    "her. Nuala Brightwater meant to go back that week. She told the duty desk, and does not know whether anybody "
    "wrote it down."
)

INTERVIEW_DUTY = (
    "Perran Loe was on the duty desk for two afternoons a week. He remembers a call about Tamsin Quillfeather and "
    "that he put a note on the board in the office. The board was wiped at the end of each week."
)

CLOSING = "He has left the service and has answered neither of two reminders."

LETTER = """Dear Ysolde Quillfeather,

There is a review of how agencies worked together in the last years of your granddaughter’s life. It is about their work, and
nobody is on trial in it. You need not do anything.

Your daughter has moved to her sister’s for now, and would like you to be asked as well. We can come to you, or you can come to
us, on a day of your choice, and your son may be with you.

Yours sincerely,
your personal contact
"""

OVERVIEW = """# What happened

{child} was a lively child who liked drawing. Over two years eleven people from four agencies met the family.
Three of them became worried. None of them knew of the other two.

# What we learned

## Being seen

The child was seen at five of eleven visits and spoken to alone at one. Where a visit failed, the next one was
planned for the usual interval.

## Telling each other

Notes were made with care and read by nobody else. The school wrote down what {given} said; housing wrote down
the repairs to a door; the police wrote down a call. Read together they would have told one story.

# Recommendations

| Number | Recommendation | For |
|---|---|---|
| 1 | See the child on the next working day after a visit at which the child was not seen. | All agencies |
| 2 | Ask the school before closing a concern about a child of school age. | Children’s social care |
"""

SUMMARY = """# In short

{child} was seriously hurt by an adult at home. Several people had noticed that something was wrong. Each kept a
careful note; the notes never met. The family asked that the review should say how hard {given}’s mother tried to be
heard. She rang four times.

# What will change

- A child who was not seen is seen on the next working day.
- The school is asked before a concern is closed.
"""

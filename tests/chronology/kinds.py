"""Cells of the kinds in which a wrong date, time or answer was once read in silence (rules 11.4 to 11.8).

A line gives what was typed and what it means. Invented; each kind has cases beyond the one that was reported.
"""

from __future__ import annotations

MONTH_IN_WORDS_FIRST = {
    "Jun 5, 2010": "2010-06-05",
    "Saturday, June 5, 2010": "2010-06-05",
    "June 5 2010": "2010-06-05",
    "June 5th, 2010": "2010-06-05",
    "SEPT. 14, 2009": "2009-09-14",
    "Mon May 3 2010": "2010-05-03",
    "december 31 1999": "1999-12-31",
    "Apr-03-2009": "2009-04-03",
}
MONTH_FIRST_RANGES = {
    "June 5-7, 2010": ("2010-06-05", "2010-06-07"),
    "June 5 to 7 2010": ("2010-06-05", "2010-06-07"),
    "June 28 - July 2, 2010": ("2010-06-28", "2010-07-02"),
}
RANGES_THAT_END_WITHOUT_A_YEAR = {
    "05/06/2010 - 07.06": ("2010-06-05", "2010-06-07"),
    "05.06.2010-07.06": ("2010-06-05", "2010-06-07"),
    "5 June 2010 - 7 June": ("2010-06-05", "2010-06-07"),
    "05/06/10 to 07/06": ("2010-06-05", "2010-06-07"),
    "28/05/2010 – 02.06": ("2010-05-28", "2010-06-02"),
    "1/12/2009 - 3/12": ("2009-12-01", "2009-12-03"),
    "from 05/06/2010 to 07/06": ("2010-06-05", "2010-06-07"),
}
DATES_WITH_A_TIME = {
    "02.06.10 14.30": "14:30",
    "02.06.10 14:30:15": "14:30",
    "02/06/2010 - 14.30": "14:30",
    "02/06/2010 - 09:05": "09:05",
    "2 June 2010 24:00": "24:00",
    "02/06/2010 2400hrs": "24:00",
    "June 2, 2010 9:15 PM": "21:15",
    "02/06/2010 (evening)": None,
}
HELD_WITH_READINGS = {
    "02.06.10\n04.06.10": ["2 June 2010", "4 June 2010"],
    "02/06/10, 04/06/10": ["2 June 2010", "4 June 2010"],
    "02/06/2010 & 04/06/2010": ["2 June 2010", "4 June 2010"],
    "2 June 2010 and 4 June 2010": ["2 June 2010", "4 June 2010"],
    "2, 4 and 9 June 2010": ["2 June 2010", "4 June 2010", "9 June 2010"],
    "02.06.10; 04.06.10; 05.06.10": ["2 June 2010", "4 June 2010", "5 June 2010"],
    "2010-06-02 / 2010-06-04": ["2 June 2010", "4 June 2010"],
    "05/06/2010*": ["5 June 2010"],
    "05/06/2010 (evening visit)": ["5 June 2010"],
    "Seen 05/06/2010": ["5 June 2010"],
    "05/06/2010 see also note 3": ["5 June 2010"],
    "[05/06/2010] by phone": ["5 June 2010"],
    "Letter dated 5th June 2010": ["5 June 2010"],
    "06/25/2010": ["25 June 2010"],
    "seen 06/25/2010": ["25 June 2010"],
    "week ending 05/06/2010": ["30 May 2010 to 5 June 2010"],
    "W/E 5 June 2010": ["30 May 2010 to 5 June 2010"],
    "week ending 10/04/2009": ["4 April 2009 to 10 April 2009"],
    "wk ending 05.06.10": ["30 May 2010 to 5 June 2010"],
    "2010-06-05T21:15:00Z": ["5 June 2010 21:15", "5 June 2010 22:15"],
    "2010-06-05T23:30:00Z": ["5 June 2010 23:30", "6 June 2010 00:30"],
    "2010-01-05T21:15:00Z": ["5 January 2010 21:15"],
    "2010-06-05 21:15:00+01:00": ["5 June 2010 21:15"],
    "05/06/2010 - 10.10": ["5 June 2010 to 10 October 2010", "5 June 2010 10:10"],
    "28/12/2009 - 03.01": ["28 December 2009 to 3 January 2010", "28 December 2009 03:01"],
    "12345/06/2010": [],
    "05/06/20100": [],
    "1105/06/20101": [],
    "31/02/2010": [],
}
PARTS_OF_DAY = [
    "early hours", "the small hours", "Early hours of the morning", "late evening", "mid morning", "mid-morning", "after school",
    "before school", "night shift", "night-shift", "tea time", "Teatime", "tea-time", "school run", "bedtime", "late afternoon",
    "around lunchtime", "during the night", "first thing", "end of the day", "all day", "home time", "late shift", "dusk",
    "early a.m.", "lunch", "daytime", "in the evening", "Late Night",
]  # fmt: skip
END_OF_DAY = ["24:00", "24.00", "2400", "24:00hrs", "2400 hours", "24:00:00"]
BEYOND_THE_DAY = {
    "26:30": "02:30",
    "24:01": "00:01",
    "2530": "01:30",
    "25.15": "01:15",
    "30:00": "06:00",
    "24:45hrs": "00:45",
}
NO_TIMES = [
    "04.06.10",
    "12.05.09",
    "1.12.99",
    "evening visit",
    "48:00",
    "the school",
    "mid surgery",
    "31.10.08",
]

//! The contract's section "Dates", line by line.

use std::rc::Rc;

use inkstone_content::{Dialect, Post, PostDate, PostPath, Site, Zone, ZoneTable, date};
use jiff::{Timestamp, tz::TimeZone};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Rules of zones, so that no database is needed: China, Germany, New York, and Lord Howe
/// Island, whose clocks change by half an hour.
const SHANGHAI: &str = "CST-8";
const BERLIN: &str = "CET-1CEST,M3.5.0,M10.5.0/3";
const NEW_YORK: &str = "EST5EDT,M3.2.0,M11.1.0";
/// Where the tables end: midnight of 2038, UTC.
const END: i64 = 2_145_916_800;
const LORD_HOWE: &str = "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0";

/// The zone once as a table of its offsets until 2038, as the catalogue carries it, once as a
/// function of offsets, as a browser gives it.
fn both(rule: &str) -> [(&'static str, Zone); 2] {
    let rules = TimeZone::posix(rule).expect("a POSIX rule");
    let begin = Timestamp::UNIX_EPOCH;
    let table = ZoneTable {
        before: rules.to_offset(begin).seconds(),
        changes: rules
            .following(begin)
            .map(|change| (change.timestamp().as_second(), change.offset().seconds()))
            .take_while(|(second, _)| *second < END)
            .collect(),
        end: END,
    };
    let asked = rules;
    let offsets = move |second| {
        let instant = Timestamp::from_second(second).expect("the reader asks for instants that exist");
        asked.to_offset(instant).seconds()
    };
    [("table", Zone::from_table(table)), ("offsets", Zone::Offsets(Rc::new(offsets)))]
}

fn zone(rule: &str) -> Zone {
    let [(_, zone), _] = both(rule);
    zone
}

fn shown(text: &str, zone: &Zone) -> String {
    date::parse(text, zone).map_or_else(|| "none".into(), |date| date.to_string())
}

fn check(rule: &str, cases: &[(&str, &str, &str)]) {
    for (way, zone) in both(rule) {
        for (case, text, expected) in cases {
            assert_eq!(shown(text, &zone), *expected, "{case}: `{text}` by {way}");
        }
    }
}

#[test]
fn accepted_forms() {
    check(
        SHANGHAI,
        &[
            ("RFC 2822, the seed", "Thu, 07 Apr 2022 06:38:50 GMT", "2022-04-07T14:38:50+08:00"),
            ("RFC 2822, numeric zone", "Thu, 07 Apr 2022 06:38:50 +0000", "2022-04-07T14:38:50+08:00"),
            ("RFC 2822, one-digit day", "Thu, 7 Apr 2022 06:38:50 GMT", "2022-04-07T14:38:50+08:00"),
            ("RFC 2822, no weekday", "07 Apr 2022 06:38:50 UT", "2022-04-07T14:38:50+08:00"),
            ("RFC 2822, no seconds", "7 Apr 2022 06:38 +0000", "2022-04-07T14:38:00+08:00"),
            ("RFC 2822, named zone EST", "Thu, 07 Apr 2022 01:38:50 EST", "2022-04-07T14:38:50+08:00"),
            ("RFC 2822, named zone PDT", "Wed, 06 Apr 2022 23:38:50 PDT", "2022-04-07T14:38:50+08:00"),
            ("RFC 2822, comment", "Thu, 07 Apr 2022 06:38:50 +0000 (UTC)", "2022-04-07T14:38:50+08:00"),
            ("RFC 2822, two-digit year", "07 Apr 22 06:38:50 GMT", "2022-04-07T14:38:50+08:00"),
            ("RFC 850", "Thursday, 07-Apr-22 06:38:50 GMT", "2022-04-07T14:38:50+08:00"),
            ("RFC 3339", "2022-04-07T06:38:50Z", "2022-04-07T14:38:50+08:00"),
            ("RFC 3339, small letters", "2022-04-07t06:38:50z", "2022-04-07T14:38:50+08:00"),
            ("RFC 3339, fraction", "2019-11-13T03:29:53.250+00:00", "2019-11-13T11:29:53.25+08:00"),
            ("RFC 3339, space", "2022-04-07 06:38:50+00:00", "2022-04-07T14:38:50+08:00"),
            ("RFC 9557", "2022-04-07T14:38:50+08:00[Asia/Shanghai]", "2022-04-07T14:38:50+08:00"),
            ("ISO with T, one-digit hour", "2019-06-06T4:30:44+08:00", "2019-06-06T04:30:44+08:00"),
            ("ISO without seconds", "2022-04-07T14:38", "2022-04-07T14:38:00+08:00"),
            ("ISO, midnight of the next day", "2022-04-07T24:00:00", "2022-04-08T00:00:00+08:00"),
            ("a leap second", "2016-12-31T23:59:60Z", "2017-01-01T07:59:59+08:00"),
            ("with seconds", "2022-04-07 06:38:50", "2022-04-07T06:38:50+08:00"),
            ("two blanks", "2023-04-26  15:31:58", "2023-04-26T15:31:58+08:00"),
            ("slashes, one digit", "2022/4/7 6:38", "2022-04-07T06:38:00+08:00"),
            ("dashes, one digit", "2018-7-10 00:22:16", "2018-07-10T00:22:16+08:00"),
            ("dots", "2017.3.11 13:43", "2017-03-11T13:43:00+08:00"),
            ("dots with seconds", "2017.3.11 11:08:20", "2017-03-11T11:08:20+08:00"),
            ("date only", "2022-04-07", "2022-04-07T00:00:00+08:00"),
            ("date only, slashes", "2022/4/7", "2022-04-07T00:00:00+08:00"),
            ("compact", "20220407", "2022-04-07T00:00:00+08:00"),
            ("compact with time", "20220407063850", "2022-04-07T06:38:50+08:00"),
            ("month only", "2022-04", "2022-04-01T00:00:00+08:00"),
            ("year only", "2022", "2022-01-01T00:00:00+08:00"),
            ("Z", "2022-04-07 06:38:50 Z", "2022-04-07T14:38:50+08:00"),
            ("UTC", "2022-04-07 06:38:50 UTC", "2022-04-07T14:38:50+08:00"),
            ("+0800", "2022-04-07 14:38:50 +0800", "2022-04-07T14:38:50+08:00"),
            ("+08:00", "2022-04-07 14:38:50 +08:00", "2022-04-07T14:38:50+08:00"),
            (" +8", "2022-04-07 14:38:50 +8", "2022-04-07T14:38:50+08:00"),
            (" -9", "2022-04-06 21:38:50 -9", "2022-04-07T14:38:50+08:00"),
            ("-0800, Jekyll", "2017-04-05 16:16:01 -0800", "2017-04-06T08:16:01+08:00"),
            ("+0530", "2022-04-07 12:08:50 +0530", "2022-04-07T14:38:50+08:00"),
            ("a true minus sign", "2022-04-06 21:38:50 \u{2212}9", "2022-04-07T14:38:50+08:00"),
            ("JavaScript's toString", "Thu Apr 07 2022 14:38:50 GMT+0800 (中国标准时间)", "2022-04-07T14:38:50+08:00"),
            ("JavaScript's toUTCString", "Thu, 07 Apr 2022 06:38:50 GMT", "2022-04-07T14:38:50+08:00"),
            ("JavaScript's toLocaleString", "4/7/2022, 2:38:50 PM", "2022-04-07T14:38:50+08:00"),
            ("JavaScript's toLocaleString, noon", "4/7/2022, 12:00:00 AM", "2022-04-07T00:00:00+08:00"),
            ("Unix `date`", "Thu Apr  7 06:38:50 UTC 2022", "2022-04-07T14:38:50+08:00"),
            ("Go's String", "2022-04-07 14:38:50 +0800 CST", "2022-04-07T14:38:50+08:00"),
            ("Unix seconds", "1649313530", "2022-04-07T14:38:50+08:00"),
            ("Unix milliseconds", "1649313530250", "2022-04-07T14:38:50.25+08:00"),
            ("before 1970", "-86400", "1969-12-31T08:00:00+08:00"),
            ("Chinese", "2022年4月7日 14:38", "2022-04-07T14:38:00+08:00"),
            ("Chinese, date only", "2022年4月7日", "2022-04-07T00:00:00+08:00"),
            ("Chinese, blanks", "2022年 4月 7日 14时38分50秒", "2022-04-07T14:38:50+08:00"),
            ("Chinese, afternoon", "2022/4/7 下午2:38:50", "2022-04-07T14:38:50+08:00"),
            ("Chinese, morning", "2022/4/7 上午12:05:00", "2022-04-07T00:05:00+08:00"),
            ("Chinese, weekday", "2022年4月7日 星期四 14:38", "2022-04-07T14:38:00+08:00"),
            ("English", "April 7, 2022", "2022-04-07T00:00:00+08:00"),
            ("English, short", "Apr 7, 2022 2:38 pm", "2022-04-07T14:38:00+08:00"),
            ("English, ordinal", "7th April 2022", "2022-04-07T00:00:00+08:00"),
            ("German", "7.4.2022", "2022-04-07T00:00:00+08:00"),
            ("quoted twice", "\"2022-04-07 06:38:50\"", "2022-04-07T06:38:50+08:00"),
        ],
    );
}

#[test]
fn what_is_no_date_is_none() {
    for text in [
        "",
        " ",
        "no",
        "today",
        "2020-20-19 13:33:36",
        "2022-02-30",
        "2022-04-07 25:00",
        "2022-04-07 06:60",
        "2022-04-07 06:38:61",
        "2022-04-07 24:00:01",
        "31.31.2022",
        "13/13/2022",
        "2022-04-07 +99:00",
        "2022-04-07 06:38 06:39",
        "2022-04-07 and more",
        "Thu, 07 Foo 2022 06:38:50 GMT",
        "1649313530250000000000",
        "99999-01-01",
        "2022-04-07 06:38:50 XYZ",
        "-",
        "::",
        "年月日",
    ] {
        assert_eq!(shown(text, &Zone::default()), "none", "`{text}`");
    }
    assert_eq!(shown(&"2".repeat(100_000), &Zone::default()), "none", "a long number");
}

#[test]
fn an_explicit_offset_fixes_the_instant() {
    for (way, zone) in both(NEW_YORK) {
        for text in [
            "2022-04-07T06:38:50Z",
            "2022-04-07 14:38:50 +0800",
            "2022-04-07 14:38:50 +8",
            "Thu, 07 Apr 2022 06:38:50 GMT",
            "2022-04-07 06:38:50 UTC",
            "1649313530",
        ] {
            assert_eq!(shown(text, &zone), "2022-04-07T02:38:50-04:00", "{text} by {way}");
        }
    }
}

#[test]
fn a_date_without_a_zone_is_in_the_sites_zone() {
    check(SHANGHAI, &[("", "2022-04-07 06:38:50", "2022-04-07T06:38:50+08:00")]);
    check(BERLIN, &[("", "2022-04-07 06:38:50", "2022-04-07T06:38:50+02:00")]);
    check(BERLIN, &[("winter", "2022-01-07 06:38:50", "2022-01-07T06:38:50+01:00")]);
    check(NEW_YORK, &[("", "2022-04-07", "2022-04-07T00:00:00-04:00")]);
    assert_eq!(shown("2022-04-07", &Zone::default()), "2022-04-07T00:00:00+00:00", "UTC without a zone");
}

#[test]
fn times_that_the_clocks_skip_or_repeat_are_well_defined() {
    check(
        BERLIN,
        &[
            ("the last before the gap", "2022-03-27 01:59:59", "2022-03-27T01:59:59+01:00"),
            ("in the gap", "2022-03-27 02:30:00", "2022-03-27T03:30:00+02:00"),
            ("the first after the gap", "2022-03-27 03:00:00", "2022-03-27T03:00:00+02:00"),
            ("repeated: the first time", "2022-10-30 02:30:00", "2022-10-30T02:30:00+02:00"),
            ("after the repeat", "2022-10-30 03:00:00", "2022-10-30T03:00:00+01:00"),
        ],
    );
    check(
        NEW_YORK,
        &[
            ("in the gap", "2022-03-13 02:30:00", "2022-03-13T03:30:00-04:00"),
            ("repeated: the first time", "2022-11-06 01:30:00", "2022-11-06T01:30:00-04:00"),
        ],
    );
    check(
        LORD_HOWE,
        &[
            ("in the gap", "2022-10-02 02:15:00", "2022-10-02T02:45:00+11:00"),
            ("repeated: the first time", "2022-04-03 01:45:00", "2022-04-03T01:45:00+11:00"),
        ],
    );
}

/// Every half hour of a year, in zones with and without changes, against jiff's own reading of the rules.
#[test]
fn tables_and_offsets_give_the_same_dates() {
    for rule in [SHANGHAI, BERLIN, NEW_YORK, LORD_HOWE, "<-12>12", "<+14>-14", "<-0330>3:30<-0230>,M3.2.0,M11.1.0"] {
        let rules = TimeZone::posix(rule).expect("a POSIX rule");
        let mut wall = jiff::civil::date(2021, 1, 1).at(0, 5, 0, 0);
        let zones = both(rule);
        for _ in 0..365 * 48 {
            let text = wall.to_string();
            let expected = rules.to_ambiguous_timestamp(wall).compatible().expect("far from the last year");
            for (way, zone) in &zones {
                let date = date::parse(&text, zone).expect("a date");
                assert_eq!(date.instant(), expected, "{text} in {rule} by {way}");
                assert_eq!(date.civil(), rules.to_datetime(expected), "{text} in {rule} by {way}");
            }
            wall = wall.checked_add(jiff::SignedDuration::from_mins(30)).expect("far from the last year");
        }
    }
}

#[test]
fn an_offset_function_that_lies_breaks_nothing() {
    for wild in [i32::MAX, i32::MIN, 100_000, -100_000, 90_420, 86_400, 7, 0] {
        let zone = Zone::Offsets(Rc::new(move |second| if second % 2 == 0 { wild } else { -7200 }));
        for text in ["2022-04-07 06:38:50", "1649313530"] {
            let date = date::parse(text, &zone).expect("a date");
            assert_eq!(PostDate::try_from(date.to_string()), Ok(date), "{text} in a zone of {wild} seconds");
        }
    }
    let zone = Zone::Offsets(Rc::new(|_| 0));
    assert_ne!(shown("9999-12-31 23:59:59", &zone), "");
    assert_ne!(shown("0001-01-01", &zone), "");
}

#[test]
fn offsets_of_before_standard_time_are_whole_minutes() {
    // Shanghai's local mean time was 8:05:43 ahead.
    for (way, zone) in both("LMT-8:05:43") {
        assert_eq!(shown("1890-01-01 00:00:00", &zone), "1890-01-01T00:00:00+08:05", "{way}");
    }
}

#[test]
fn a_dates_text_is_read_back_as_the_same_date() {
    for (_, zone) in both(NEW_YORK) {
        for text in ["2022-04-07 06:38:50", "2022-12-31T23:59:59.999999999", "1970-01-01", "0001-01-01", "9999-12-30"] {
            let date = date::parse(text, &zone).expect(text);
            let again = PostDate::try_from(date.to_string());
            assert_eq!(again, Ok(date), "{text}");
        }
    }
    for text in ["2022-04-07 06:38:50", "yesterday", ""] {
        assert!(PostDate::try_from(text.to_owned()).is_err(), "{text} has no offset");
    }
}

fn read(path: &str, front_matter: &str) -> Post {
    let path = PostPath::new(path).expect("a path");
    let zone = zone(SHANGHAI);
    Post::read(path, format!("---\n{front_matter}---\n").as_bytes(), &Site::default(), &zone)
}

#[test]
fn a_missing_date_comes_from_the_file_name_else_there_is_none() {
    for (case, path, front_matter, expected) in [
        ("prefix", "2014-05-06-jekyll.md", "", Some("2014-05-06T00:00:00+08:00")),
        ("prefix alone", "2014-05-06.md", "", Some("2014-05-06T00:00:00+08:00")),
        ("prefix with _", "2014-05-06_jekyll.md", "", Some("2014-05-06T00:00:00+08:00")),
        ("prefix of a bundle", "2014-05-06-jekyll/index.md", "", Some("2014-05-06T00:00:00+08:00")),
        ("null", "2014-05-06-jekyll.md", "date:\n", Some("2014-05-06T00:00:00+08:00")),
        ("unreadable", "2014-05-06-jekyll.md", "date: soon\n", Some("2014-05-06T00:00:00+08:00")),
        ("the key wins", "2014-05-06-jekyll.md", "date: 2015-01-01\n", Some("2015-01-01T00:00:00+08:00")),
        ("none", "jekyll.md", "", None),
        ("no such day", "2014-02-30-jekyll.md", "", None),
        ("no prefix", "2014-05-06x.md", "", None),
    ] {
        let date = read(path, front_matter).meta.date.map(|date| date.to_string());
        assert_eq!(date.as_deref(), expected, "{case}");
    }
}

#[test]
fn an_unreadable_date_is_reported_where_it_stands() {
    let post = read("a.md", "title: A\ndate:  someday\n");
    let problem = post.problems.first().expect("a problem");
    assert_eq!((problem.code.as_str(), problem.line, problem.column), ("date-unreadable", 3, 8));
    assert!(problem.message.contains("someday"), "{}", problem.message);
}

#[test]
fn updated_comes_from_updated_lastmod_modified() {
    for (front_matter, expected) in [
        ("updated: 2022-01-01\nlastmod: 2022-02-02\n", "2022-01-01T00:00:00+08:00"),
        ("lastmod: 2022-02-02\nmodified: 2022-03-03\n", "2022-02-02T00:00:00+08:00"),
        ("modified: 2022-03-03\n", "2022-03-03T00:00:00+08:00"),
        ("last_modified_at: 2022-03-04\n", "2022-03-04T00:00:00+08:00"),
        ("updated:\nmodified: 2022-03-03\n", "2022-03-03T00:00:00+08:00"),
    ] {
        let updated = read("a.md", front_matter).meta.updated.map(|date| date.to_string());
        assert_eq!(updated.as_deref(), Some(expected), "{front_matter}");
    }
}

#[test]
fn published_is_a_boolean_in_hexo_and_jekyll_and_a_date_in_hugo() {
    for (front_matter, draft, date) in [
        ("published: false\n", true, None),
        ("published: true\n", false, None),
        ("published: no\n", true, None),
        ("published: 2022-01-01\n", false, Some("2022-01-01T00:00:00+08:00")),
        ("published: 2022-01-01\ndate: 2021-01-01\n", false, Some("2021-01-01T00:00:00+08:00")),
        ("publishDate: 2022-01-01\n", false, Some("2022-01-01T00:00:00+08:00")),
    ] {
        let meta = read("a.md", front_matter).meta;
        assert_eq!(meta.draft, draft, "{front_matter}");
        assert_eq!(meta.date.map(|date| date.to_string()).as_deref(), date, "{front_matter}");
    }
}

#[test]
fn the_dialect_does_not_change_dates() {
    let path = || PostPath::new("a.md").expect("a path");
    let zone = zone(BERLIN);
    let text = b"---\ndate: 2022-04-07 06:38:50\n---\n";
    for dialect in [Dialect::Auto, Dialect::Hexo, Dialect::Jekyll, Dialect::Hugo, Dialect::Zola] {
        let site = Site { dialect, ..Site::default() };
        let date = Post::read(path(), text, &site, &zone).meta.date.map(|date| date.to_string());
        assert_eq!(date.as_deref(), Some("2022-04-07T06:38:50+02:00"), "{dialect:?}");
    }
}

//! Dates as a language writes them: always the Gregorian calendar, in the site's own zone.
//!
//! By a pattern of the language's file and not by `Intl`, for the reason that `number` gives.

use inkstone_content::PostDate;

use super::{Messages, filled};

impl Messages {
    /// A calendar date.
    pub fn date(&self, date: PostDate) -> String {
        let civil = date.civil();
        self.calendar(self.date, civil.year(), civil.month(), civil.day())
    }

    /// A month of a year, from 1.
    pub fn month_of_year(&self, year: i16, month: i8) -> String {
        self.calendar(self.month_of_year, year, month, 1)
    }

    /// A month's name, from 1.
    pub fn month(&self, month: i8) -> &'static str {
        let at = usize::try_from(month).ok().and_then(|month| month.checked_sub(1));
        at.and_then(|at| self.months.split('|').nth(at)).unwrap_or_default()
    }

    /// A year.
    pub fn year(&self, year: i16) -> String {
        self.ungrouped(year)
    }

    fn calendar(&self, pattern: &str, year: i16, month: i8, day: i8) -> String {
        let (y, m, d) = (self.ungrouped(year), self.ungrouped(month.into()), self.ungrouped(day.into()));
        filled(pattern, &[("year", &y), ("m", &m), ("day", &d), ("month", self.month(month))])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_the_language_does() {
        let date = PostDate::try_from("2022-04-07T14:38:50+08:00".to_owned()).expect("a date");
        for (language, expected, month) in [
            ("en", "April 7, 2022", "April 2022"),
            ("zh-CN", "2022年4月7日", "2022年4月"),
            ("zh-TW", "2022年4月7日", "2022年4月"),
            ("ja", "2022年4月7日", "2022年4月"),
            ("ko", "2022년 4월 7일", "2022년 4월"),
            ("ar", "٧ أبريل ٢٠٢٢", "أبريل ٢٠٢٢"),
        ] {
            let messages = Messages::for_language(language);
            assert_eq!(messages.date(date), expected, "{language}");
            assert_eq!(messages.month_of_year(2022, 4), month, "{language}");
        }
    }

    #[test]
    fn a_month_that_is_none_has_no_name() {
        let messages = Messages::for_language("en");
        for (month, expected) in [(1, "January"), (12, "December"), (0, ""), (13, ""), (-1, "")] {
            assert_eq!(messages.month(month), expected, "{month}");
        }
    }
}

#include "server/util/time_text.h"

#include <re2/re2.h>

#include <array>
#include <chrono>
#include <cstdio>

namespace rockpool::util {
namespace {

using std::chrono::milliseconds;
using SysMillis = std::chrono::sys_time<milliseconds>;

// The milliseconds in the decimals of a second.
int MillisIn(std::string decimals) {
  decimals.resize(3, '0');
  return std::stoi(decimals);
}

// Of digits, and none of a part that is not there.
milliseconds Span(const std::string& digits, milliseconds unit) { return digits.empty() ? milliseconds(0) : unit * std::stol(digits); }

}  // namespace

std::string IsoTime(EpochMillis time) {
  const SysMillis moment{milliseconds(time)};
  const auto midnight = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss clock(moment - midnight);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                static_cast<int>(clock.subseconds().count()));
  return text.data();
}

std::optional<EpochMillis> ParseIsoTime(std::string_view text) {
  static const RE2 form(R"((\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d)))");
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int hours = 0;
  int minutes = 0;
  int seconds = 0;
  std::string decimals;
  std::string sign;
  std::string zone_hours;
  std::string zone_minutes;
  if (!RE2::FullMatch(re2::StringPiece(text.data(), text.size()), form, &year, &month, &day, &hours, &minutes, &seconds, &decimals, &sign,
                      &zone_hours, &zone_minutes)) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  const int ahead_hours = sign.empty() ? 0 : std::stoi(zone_hours);
  const int ahead_minutes = sign.empty() ? 0 : std::stoi(zone_minutes);
  if (!date.ok() || hours > 23 || minutes > 59 || seconds > 59 || ahead_hours > 23 || ahead_minutes > 59) {
    return std::nullopt;
  }
  const milliseconds ahead = std::chrono::hours(ahead_hours) + std::chrono::minutes(ahead_minutes);
  const SysMillis local = std::chrono::sys_days(date) + std::chrono::hours(hours) + std::chrono::minutes(minutes) +
                          std::chrono::seconds(seconds) + milliseconds(MillisIn(decimals));
  const EpochMillis time = (sign == "-" ? local + ahead : local - ahead).time_since_epoch().count();
  return time < kEarliestTime || time > kLatestTime ? std::nullopt : std::optional(time);
}

std::optional<EpochMillis> ParseIsoDuration(std::string_view text) {
  static const RE2 form_of_weeks(R"(P(\d{1,10})W)");
  static const RE2 form(R"(P(?:(\d{1,10})D)?(T(?:(\d{1,10})H)?(?:(\d{1,10})M)?(?:(\d{1,10})(?:\.(\d{1,9}))?S)?)?)");
  const re2::StringPiece whole(text.data(), text.size());
  using std::chrono::days;
  std::string weeks;
  if (RE2::FullMatch(whole, form_of_weeks, &weeks)) {
    return Span(weeks, days(7)).count();
  }
  std::string day_count;
  std::string time;
  std::string hours;
  std::string minutes;
  std::string seconds;
  std::string decimals;
  if (!RE2::FullMatch(whole, form, &day_count, &time, &hours, &minutes, &seconds, &decimals)) {
    return std::nullopt;
  }
  const bool is_empty = day_count.empty() && time.empty();
  if (is_empty || time == "T") {
    return std::nullopt;
  }
  const milliseconds sum = Span(day_count, days(1)) + Span(hours, std::chrono::hours(1)) + Span(minutes, std::chrono::minutes(1)) +
                           Span(seconds, std::chrono::seconds(1)) + milliseconds(MillisIn(decimals));
  return sum.count();
}

std::string HttpTime(std::time_t time, char between) {
  // strftime would write the names of the locale's days.
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm utc{};
  gmtime_r(&time, &utc);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02d%c%s%c%04d %02d:%02d:%02d GMT", kDays.at(static_cast<std::size_t>(utc.tm_wday)),
                utc.tm_mday, between, kMonths.at(static_cast<std::size_t>(utc.tm_mon)), between, utc.tm_year + 1900, utc.tm_hour,
                utc.tm_min, utc.tm_sec);
  return text.data();
}

std::string CompactTime(EpochMillis time) {
  const std::chrono::sys_time<std::chrono::milliseconds> moment{std::chrono::milliseconds(time)};
  const auto midnight = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(moment - midnight));
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d%02u%02u%02d%02d%02d", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

}  // namespace rockpool::util

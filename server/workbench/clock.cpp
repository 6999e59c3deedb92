#include "server/workbench/clock.h"

#include <charconv>
#include <cmath>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>

#include "server/api/errors.h"
#include "server/api/json.h"
#include "server/util/log.h"
#include "server/util/time_text.h"
#include "server/workbench/endpoints.h"
#include "server/workbench/request_json.h"

namespace rockpool::workbench {
namespace {

using util::ClockSetting;
using util::EpochMillis;

constexpr std::string_view kProperty = "clock";
constexpr std::string_view kOffset = "offset ";
constexpr std::string_view kFrozen = "frozen ";
constexpr double kMostSeconds = 4e11;  // beyond all bounds of the clock, and far within those of arithmetic

std::string PropertyOf(const ClockSetting& setting) {
  return std::string(setting.frozen ? kFrozen : kOffset) + std::to_string(setting.millis);
}

ClockSetting SettingIn(std::string_view property) {
  ClockSetting setting;
  setting.frozen = property.starts_with(kFrozen);
  const std::string_view number = property.substr(std::min(property.size(), kOffset.size()));
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), setting.millis);
  if (!(setting.frozen || property.starts_with(kOffset)) || error != std::errc() || end != number.data() + number.size()) {
    throw std::runtime_error("The setting of the clock in the store cannot be read.");
  }
  return setting;
}

EpochMillis MillisOf(const api::JsonValue& value, const char* name) {
  if (!value.IsNumber() || std::abs(value.GetDouble()) > kMostSeconds) {
    Refuse(std::string(name) + " must be a number of seconds, within the years 1970 to 9999.");
  }
  return std::llround(value.GetDouble() * 1000);
}

struct ChangeRequest {
  std::optional<EpochMillis> now;
  std::optional<EpochMillis> offset;
  std::optional<bool> frozen;
};

EpochMillis TimeIn(const api::JsonValue& value) {
  const auto time = value.IsString() ? util::ParseIsoTime(api::TextOf(value)) : std::nullopt;
  if (!time) {
    Refuse("now must be a time like 2026-11-22T02:38:54Z, of the years 1970 to 9999.");
  }
  return *time;
}

bool FlagIn(const api::JsonValue& value) {
  if (!value.IsBool()) {
    Refuse("frozen must be true or false.");
  }
  return value.GetBool();
}

ChangeRequest ReadChange(std::string_view json) {
  ChangeRequest change;
  ReadObject(json, [&](std::string_view name, const api::JsonValue& value) {
    if (name == "now") {
      change.now = TimeIn(value);
    } else if (name == "offset_seconds") {
      change.offset = MillisOf(value, "offset_seconds");
    } else if (name == "frozen") {
      change.frozen = FlagIn(value);
    } else {
      Refuse("A clock is set by the members now, offset_seconds and frozen, and no others.");
    }
  });
  if (change.now.has_value() && change.offset.has_value()) {
    Refuse("now and offset_seconds exclude each other.");
  }
  if (!change.now && !change.offset && !change.frozen) {
    Refuse("A clock is set by now, offset_seconds or frozen.");
  }
  return change;
}

EpochMillis ReadAdvance(std::string_view json) {
  rapidjson::Document document;
  ParseObject(json, document);
  if (document.MemberCount() != 1) {
    Refuse("A clock is moved on by one of the members seconds and duration.");
  }
  const auto& [name, value] = *document.MemberBegin();
  if (api::TextOf(name) == "seconds") {
    const EpochMillis millis = MillisOf(value, "seconds");
    if (millis < 0) {
      Refuse("seconds must not be negative: PUT /_rockpool/clock turns the clock back.");
    }
    return millis;
  }
  const auto duration = api::TextOf(name) == "duration" && value.IsString() ? util::ParseIsoDuration(api::TextOf(value)) : std::nullopt;
  if (!duration) {
    Refuse("A clock is moved on by seconds, a number, or by a duration like P1DT2H or PT90S, without years and months.");
  }
  return *duration;
}

}  // namespace

KeptClock::KeptClock(util::MovableClock& clock, const util::WallClock& wall, storage::Store& store)
    : clock_(clock), wall_(wall), store_(store) {
  const auto kept = store.Read([](const storage::Transaction& transaction) { return transaction.properties().Find(kProperty); });
  const ClockSetting setting = kept ? SettingIn(*kept) : ClockSetting{};
  clock.Set(setting);
  if (setting != ClockSetting{}) {
    util::Log(util::LogLevel::kWarning,
              setting.frozen ? "the clock stands still, as it was set; a reset or PUT /_rockpool/clock takes it back"
                             : "the clock is not wall time, as it was set; a reset or PUT /_rockpool/clock takes it back",
              {{"now", util::IsoTime(clock.Now())}, {"wall", util::IsoTime(wall.Now())}});
  }
}

std::string KeptClock::Show() const { return Shown(wall_.Now()); }

std::string KeptClock::Shown(EpochMillis wall) const {
  const ClockSetting setting = clock_.setting();
  const EpochMillis now = util::TimeAt(setting, wall);
  const EpochMillis offset = now - wall;
  api::JsonBuffer buffer;
  api::JsonWriter writer(buffer);
  writer.StartObject();
  api::EncodeKey(writer, "now");
  api::Encode(writer, util::IsoTime(now));
  api::EncodeKey(writer, "wall");
  api::Encode(writer, util::IsoTime(wall));
  api::EncodeKey(writer, "offset_seconds");
  if (offset % 1000 == 0) {
    writer.Int64(offset / 1000);
  } else {
    writer.Double(static_cast<double>(offset) / 1000);
  }
  api::EncodeKey(writer, "frozen");
  api::Encode(writer, setting.frozen);
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

std::string KeptClock::Change(std::string_view json) {
  const ChangeRequest change = ReadChange(json);
  const util::LockGuard lock(mutex_);
  const EpochMillis wall = wall_.Now();
  const ClockSetting setting = clock_.setting();
  EpochMillis now = util::TimeAt(setting, wall);
  if (change.now) {
    now = *change.now;
  } else if (change.offset) {
    now = wall + *change.offset;
  }
  MoveTo(change.frozen.value_or(setting.frozen), now, wall);
  return Shown(wall);
}

std::string KeptClock::Advance(std::string_view json) {
  const EpochMillis duration = ReadAdvance(json);
  const util::LockGuard lock(mutex_);
  const EpochMillis wall = wall_.Now();
  const ClockSetting setting = clock_.setting();
  MoveTo(setting.frozen, util::TimeAt(setting, wall) + duration, wall);
  return Shown(wall);
}

void KeptClock::ResetWith(const std::function<void(const storage::Amendment& amendment)>& replace) {
  const util::LockGuard lock(mutex_);
  storage::Amendment amendment;
  amendment.write = [property = PropertyOf({})](storage::Transaction& transaction) { transaction.properties().Put(kProperty, property); };
  amendment.then = [this] { clock_.Set({}); };
  replace(amendment);
}

void KeptClock::MoveTo(bool frozen, EpochMillis now, EpochMillis wall) {
  if (now < util::kEarliestTime || now > util::kLatestTime) {
    Refuse("The clock shows no time before the year 1970 or after the year 9999.");
  }
  Keep({frozen, frozen ? now : now - wall});
}

void KeptClock::Keep(const ClockSetting& setting) {
  const std::string property = PropertyOf(setting);
  store_.Write([&](storage::Transaction& transaction) { transaction.properties().Put(kProperty, property); });
  clock_.Set(setting);
}

void AddClock(Workbench& workbench, KeptClock& clock, util::Random& random) {
  constexpr std::string_view kClock = "/_rockpool/clock";
  const auto add = [&](std::string_view method, std::string_view path, http::Runs runs, JsonEndpoint::Function function) {
    workbench.Add(method, path, std::make_unique<JsonEndpoint>(std::move(function), runs, random));
  };
  using http::Runs;
  add("GET", kClock, Runs::kHere, [&clock](const http::Request&) { return clock.Show(); });
  add("PUT", kClock, Runs::kComputes, [&clock](const http::Request& request) { return clock.Change(request.body); });
  add("POST", "/_rockpool/clock/advance", Runs::kComputes, [&clock](const http::Request& request) { return clock.Advance(request.body); });
}

}  // namespace rockpool::workbench

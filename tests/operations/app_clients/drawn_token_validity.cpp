#include "tests/operations/app_clients/drawn_token_validity.h"

#include <algorithm>

namespace rockpool::support {
namespace {

constexpr int kMinute = 60;
constexpr int kHour = 60 * kMinute;
constexpr int kDay = 24 * kHour;

struct Token {
  std::string name;
  std::string usual_unit;
  int least;  // seconds
  int most;
};

int SecondsOf(std::string_view unit) {
  if (unit == "seconds" || unit == "minutes") {
    return unit == "seconds" ? 1 : kMinute;
  }
  return unit == "hours" ? kHour : kDay;
}

// Returns the seconds, or 0 where the client says nothing of them.
int Draw(DrawnSettings& drawn, const Token& token, DrawnObject& client, DrawnObject& units) {
  const std::string unit = drawn.OneOf("seconds minutes hours days");
  const int length = SecondsOf(unit);
  if (drawn.Coin() || token.most < length) {
    units.PerhapsText(token.name, unit);
    return 0;
  }
  const int number = drawn.Number((token.least + length - 1) / length, token.most / length);
  client.Set(token.name + "Validity", std::to_string(number));
  if (unit != token.usual_unit || drawn.Coin()) {
    units.SetText(token.name, unit);
  }
  return number * length;
}

}  // namespace

void DrawTokenValidity(DrawnSettings& drawn, DrawnObject& client) {
  DrawnObject units(drawn);
  const int refresh = Draw(drawn, {"RefreshToken", "days", kHour, 3650 * kDay}, client, units);
  if (refresh == 0) {
    client.Perhaps("RefreshTokenValidity", "0");
  }
  const int most = refresh == 0 ? kDay : std::min(refresh, kDay);
  Draw(drawn, {"AccessToken", "hours", 5 * kMinute, most}, client, units);
  Draw(drawn, {"IdToken", "hours", 5 * kMinute, most}, client, units);
  if (!units.members().empty() || drawn.Coin()) {
    client.Set("TokenValidityUnits", units.Json());
  }
}

}  // namespace rockpool::support

#include "server/triggers/places/places.h"

#include <array>
#include <stdexcept>

#include "server/api/json.h"
#include "server/http/host_class.h"

namespace rockpool::triggers {
namespace {

[[noreturn]] void Refuse(const std::string& sentence) { throw std::invalid_argument(sentence); }

std::optional<http::Url> ParseReachable(std::string_view text) {
  std::optional<http::Url> url = http::ParseUrl(text);
  return url && http::ClassOfHost(url->host) != http::HostClass::kForbidden ? std::move(url) : std::nullopt;
}

struct Door {
  std::string_view member;
  Place::Kind kind;
  std::optional<http::Url> (*parse)(std::string_view text);
  std::string_view requirement;
};

constexpr std::array kDoors{
    Door{"lambda", Place::Kind::kLambda, ParseLambdaEndpoint,
         "the URL of an Invoke API in quotes, without a query, like \"http://127.0.0.1:3002\""},
    Door{"webhook", Place::Kind::kWebhook, ParseReachable, "an http or https URL in quotes, like \"http://127.0.0.1:8080/hook\""},
};

// One of the list `functions`.
class FunctionReader {
 public:
  FunctionReader(const api::JsonValue& table, std::size_t number) : table_(table), number_(number) {}

  Place Read() {
    if (!table_.IsObject()) {
      Refuse("Function " + std::to_string(number_) + R"( of [triggers] must be a table like { function = "name", lambda = "URL" }.)");
    }
    for (const auto& member : table_.GetObject()) {
      ReadMember(api::TextOf(member.name), member.value);
    }
    if (place_.function.empty()) {
      RefuseThis("function must say which it is.");
    }
    if (doors_ != 1) {
      RefuseThis("it must have one of lambda, webhook and rules.");
    }
    return std::move(place_);
  }

 private:
  [[noreturn]] void RefuseThis(const std::string& what) const { Refuse("Function " + std::to_string(number_) + " of [triggers]: " + what); }

  void ReadMember(std::string_view name, const api::JsonValue& value) {
    if (name == "function") {
      if (!value.IsString() || value.GetStringLength() == 0) {
        RefuseThis("function must be a text in quotes: an ARN, with its qualifier or without, or a name; * stands for any part.");
      }
      place_.function = api::TextOf(value);
    } else if (name == "rules") {
      if (!value.IsTrue()) {
        RefuseThis("rules must be true.");
      }
      ++doors_;
    } else {
      ReadDoor(name, value);
    }
  }

  void ReadDoor(std::string_view name, const api::JsonValue& value) {
    for (const Door& door : kDoors) {
      if (name == door.member) {
        std::optional<http::Url> url = value.IsString() ? door.parse(api::TextOf(value)) : std::nullopt;
        if (!url) {
          RefuseThis(std::string(name) + " must be " + std::string(door.requirement) + ".");
        }
        place_.kind = door.kind;
        place_.url = *std::move(url);
        ++doors_;
        return;
      }
    }
    RefuseThis("there is no member named \"" + std::string(name) + "\".");
  }

  const api::JsonValue& table_;
  const std::size_t number_;
  Place place_;
  int doors_ = 0;
};

void RequireList(std::string_view name, const api::JsonValue& value) {
  if (!value.IsArray()) {
    Refuse(std::string(name) + " of [triggers] must be a list of tables.");
  }
}

}  // namespace

Places ParsePlaces(const std::string& json) {
  Places places;
  if (json.empty()) {
    return places;
  }
  rapidjson::Document table;
  if (!api::ParseJson(json, table) || !table.IsObject()) {
    Refuse("[triggers] must be a table, nested no deeper than " + std::to_string(api::kMaxJsonDepth) + " levels.");
  }
  for (const auto& member : table.GetObject()) {
    const std::string_view name = api::TextOf(member.name);
    if (name == "functions") {
      RequireList(name, member.value);
      for (const api::JsonValue& function : member.value.GetArray()) {
        places.functions.push_back(FunctionReader(function, places.functions.size() + 1).Read());
      }
    } else if (name == "rules") {
      RequireList(name, member.value);
      places.rules = ParseRules(member.value);
    } else {
      Refuse("[triggers] has no member named \"" + std::string(name) + "\": there are functions and rules.");
    }
  }
  return places;
}

std::optional<http::Url> ParseLambdaEndpoint(std::string_view text) {
  std::optional<http::Url> url = ParseReachable(text);
  return url && url->target.find('?') == std::string::npos ? std::move(url) : std::nullopt;
}

}  // namespace rockpool::triggers

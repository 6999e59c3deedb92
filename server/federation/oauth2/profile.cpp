#include "server/federation/oauth2/profile.h"

#include <algorithm>
#include <array>
#include <optional>

#include "server/federation/oauth2/claim_text.h"
#include "server/http/form.h"
#include "server/util/lists.h"
#include "server/util/strings.h"

namespace rockpool::federation {
namespace {

// Google's documentation of its ID token: what is in it where the scopes allow it, and so is not asked for.
constexpr std::array<std::string_view, 13> kInGooglesToken{"aud", "azp", "email", "email_verified", "exp",     "family_name", "given_name",
                                                           "hd",  "iat", "iss",   "name",           "picture", "sub"};

template <class Names>
bool IsAmong(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

std::string Escaped(std::string_view name) { return http::EncodeForm({{"n", std::string(name)}}).substr(2); }

// A date of the People API, "1990-01-31"; nullopt where it has no year, as some people's birthdays.
std::optional<std::string> DateOf(const api::JsonValue& entry) {
  const api::JsonValue* date = FindClaim(entry, "date");
  std::string text;
  for (const char* part : {"year", "month", "day"}) {
    const api::JsonValue* number = date != nullptr && date->IsObject() ? FindClaim(*date, part) : nullptr;
    if (number == nullptr || !number->IsUint() || number->GetUint() == 0 || number->GetUint() > 9999) {
      return std::nullopt;
    }
    const std::string digits = std::to_string(number->GetUint());
    const std::size_t width = text.empty() ? 4 : 2;
    text.append(text.empty() ? "" : "-").append(width - std::min(width, digits.size()), '0').append(digits);
  }
  return text;
}

// Of several values the one that Google calls the primary, as people write it.
// Assumed: nobody has published what AWS makes of such a list.
std::optional<std::string> PrimaryOf(const api::JsonValue& list) {
  const api::JsonValue* chosen = nullptr;
  for (const api::JsonValue& entry : list.GetArray()) {
    if (!entry.IsObject()) {
      return std::nullopt;
    }
    const api::JsonValue* metadata = FindClaim(entry, "metadata");
    const api::JsonValue* primary = metadata != nullptr && metadata->IsObject() ? FindClaim(*metadata, "primary") : nullptr;
    const bool is_primary = primary != nullptr && primary->IsTrue();
    if (chosen == nullptr || is_primary) {
      chosen = &entry;
    }
    if (is_primary) {
      break;
    }
  }
  for (const char* name : {"canonicalForm", "value", "displayName", "url"}) {
    const auto text = chosen != nullptr ? TextIn(*chosen, name) : std::nullopt;
    if (text && text->find('\0') == std::string_view::npos) {
      return std::string(*text);
    }
  }
  return chosen != nullptr ? DateOf(*chosen) : std::nullopt;
}

// One profile, asked for and read.
class Profile {
 public:
  Profile(const Asking& asking, const Dialect& dialect, const std::string& url) : asking_(asking), dialect_(dialect), url_(UrlFrom(url)) {}

  // Whether there is anything to ask, and somebody to ask.
  bool IsWanted() const { return !url_.empty(); }

  // False, with a reason in the report, where it cannot be had. Throws Refusal where it would have said who it is.
  bool Read(const std::string& access_token, rapidjson::Document& json) const {
    const bool is_post = asking_.provider.Detail("attributes_request_method") == "POST";
    asking_.report.Check("profile");
    asking_.report.Sent("profile request", (is_post ? "POST " : "GET ") + url_ + "\nAuthorization: Bearer " + Shortened(access_token));
    http::FetchResponse response;
    try {
      response =
          Ask(asking_, {.address = ProviderAddress::kProfile, .url = url_, .method = is_post ? "POST" : "GET", .bearer = access_token});
    } catch (const http::FetchError& error) {
      asking_.report.Explain(error.what());
      if (!dialect_.has_id_token) {
        throw RefusalOf(error, "Read timed out");
      }
      return false;
    }
    asking_.report.Received("profile", std::to_string(response.status) + "\n" + response.body);
    const bool is_read = response.status == 200 && ParseClaims(response.body, json);
    if (!is_read) {
      asking_.report.Explain(response.status == 200 ? "the answer is no JSON object, or says something twice"
                                                    : "the answer is a " + std::to_string(response.status));
    }
    return is_read;
  }

 private:
  // With the mapped names behind it where the details say so; empty where nothing is to be asked.
  std::string UrlFrom(const std::string& url) const {
    if (url.empty() || !asking_.provider.IsOn("attributes_url_add_attributes")) {
      return url;
    }
    std::vector<std::string> names;
    for (const std::string_view name : MappedClaims(asking_.provider)) {
      if (!IsAmong(kTokenClaims, name) && !(dialect_.asks_what_token_lacks && IsAmong(kInGooglesToken, name))) {
        names.push_back(Escaped(name));
      }
    }
    if (names.empty() && dialect_.asks_what_token_lacks) {
      return "";
    }
    return url + util::Join(names, ",");
  }

  const Asking& asking_;
  const Dialect& dialect_;
  std::string url_;
};

}  // namespace

std::set<std::string_view> MappedClaims(const identity_providers::ProviderInUse& provider) {
  std::set<std::string_view> claims;
  for (const auto& [attribute, claim] : provider.settings.attribute_mapping) {
    claims.insert(claim);
  }
  return claims;
}

void AddProfile(const Asking& asking, const Dialect& dialect, const std::string& profile_url, const std::string& access_token,
                Claims& claims) {
  const Profile profile(asking, dialect, profile_url);
  rapidjson::Document json;
  if (access_token.empty() || !profile.IsWanted() || !profile.Read(access_token, json)) {
    return;
  }
  if (!dialect.has_id_token) {
    claims.subject = SubjectIn(json, dialect.subject);
  } else if (FindClaim(json, dialect.subject) != nullptr) {
    // OpenID Connect Core 5.3.2: a profile of somebody else must not be used.
    asking.report.Check("profile's subject");
    if (SubjectIn(json, dialect.subject) != claims.subject) {
      asking.report.Explain("it is not the ID token's");
      throw FailedCode();
    }
  }
  claims.said.user_info = MembersOf(json);
  for (const auto& [name, value] : json.GetObject()) {
    const auto primary = dialect.asks_what_token_lacks && value.IsArray() ? PrimaryOf(value) : std::nullopt;
    if (primary && !claims.values.contains(api::TextOf(name))) {
      claims.values[std::string(api::TextOf(name))] = {*primary};
    } else {
      AddClaim(api::TextOf(name), value, claims);
    }
  }
}

}  // namespace rockpool::federation

// Profiles, in the shape of each type.
#include <algorithm>
#include <array>

#include "server/api/json.h"
#include "server/api/json_object.h"
#include "server/federation/stand_ins/call.h"
#include "server/http/form.h"
#include "server/util/strings.h"

namespace rockpool::federation {
namespace {

using identity_providers::ProviderType;

constexpr std::string_view kBearer = "Bearer ";

std::string TextOf(const rapidjson::Value& value) {
  api::JsonBuffer buffer;
  api::JsonWriter writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

// By the header, or, as Facebook and Amazon let clients do, by the query.
std::string AccessTokenOf(const Call& call) {
  const std::string_view header = call.request.headers.Find("Authorization").value_or("");
  return std::string(header.starts_with(kBearer) ? header.substr(kBearer.size()) : QueryOf(call).Find("access_token").value_or(""));
}

Grant GrantOf(const Call& call) {
  const std::string digest = DigestOf(AccessTokenOf(call));
  std::optional<Grant> granted;
  WithTraffic(call.world, call.provider, [&](const Traffic& traffic) {
    const auto grant = std::ranges::find(traffic.grants, digest, &Grant::access_digest);
    granted = grant == traffic.grants.end() ? std::nullopt : std::optional(*grant);
  });
  if (!granted || granted->expires <= call.world.clock.Now()) {
    throw BadCall{401, R"({"error":"invalid_token","error_description":"The access token is not one of the stand-in's."})"};
  }
  return *std::move(granted);
}

void AddClaims(const rapidjson::Document& claims, api::JsonObject& json, std::string_view subject_name) {
  for (const auto& member : claims.GetObject()) {
    if (api::TextOf(member.name) != subject_name) {
      json.AddJson(api::TextOf(member.name), TextOf(member.value));
    }
  }
}

std::string WholeProfile(const Grant& grant, std::string_view subject_name) {
  rapidjson::Document claims;
  api::ParseStoredJson(grant.identity.claims, claims);
  api::JsonObject json;
  json.Add(subject_name, grant.identity.subject);
  AddClaims(claims, json, subject_name);
  return json.Text();
}

std::vector<std::string_view> FieldsOf(const http::NamedValues& query, std::string_view name) {
  return util::Split(query.Find(name).value_or(""), ",");
}

// Graph answers `id` always, and beside it what was asked for.
std::string FacebookProfile(const Grant& grant, const http::NamedValues& query) {
  rapidjson::Document claims;
  api::ParseStoredJson(grant.identity.claims, claims);
  const auto asked = query.Find("fields") ? FieldsOf(query, "fields") : std::vector<std::string_view>{"name"};
  api::JsonObject json;
  for (const std::string_view field : asked) {
    const auto member = claims.FindMember(std::string(field).c_str());
    if (field != "id" && member != claims.MemberEnd()) {
      json.AddJson(field, TextOf(member->value));
    }
  }
  json.Add("id", grant.identity.subject);
  return json.Text();
}

// "1990-01-31" as {"year":1990,"month":1,"day":31}
std::string GoogleDate(const std::string& text) {
  const auto parts = util::Split(text, "-");
  const auto is_number = [](std::string_view part) { return part.size() <= 4 && std::ranges::all_of(part, util::IsDigit); };
  if (parts.size() != 3 || !std::ranges::all_of(parts, is_number)) {
    return "{}";
  }
  api::JsonObject date;
  date.Add("year", std::int32_t{std::stoi(std::string(parts[0]))});
  date.Add("month", std::int32_t{std::stoi(std::string(parts[1]))});
  date.Add("day", std::int32_t{std::stoi(std::string(parts[2]))});
  return date.Text();
}

// One entry of a list of the People API; what is no text is handed out as it was given.
std::string PeopleEntry(std::string_view field, const rapidjson::Value& value) {
  if (!value.IsString()) {
    return TextOf(value);
  }
  const std::string text(api::TextOf(value));
  api::JsonObject entry;
  entry.AddJson("metadata", R"({"primary":true})");
  if (field == "birthdays") {
    entry.AddJson("date", GoogleDate(text));
  } else {
    entry.Add(field == "names" ? "displayName" : field == "photos" ? "url" : "value", text);
  }
  return entry.Text();
}

std::string GoogleProfile(const Grant& grant, const http::NamedValues& query) {
  rapidjson::Document claims;
  api::ParseStoredJson(grant.identity.claims, claims);
  api::JsonObject json;
  json.Add("resourceName", "people/" + grant.identity.subject);
  for (const std::string_view field : FieldsOf(query, "personFields")) {
    const auto member = claims.FindMember(std::string(field).c_str());
    if (member != claims.MemberEnd()) {
      json.AddJson(field, member->value.IsArray() ? TextOf(member->value) : "[" + PeopleEntry(field, member->value) + "]");
    }
  }
  return json.Text();
}

}  // namespace

http::Response Profile(const Call& call) {
  const Grant grant = GrantOf(call);
  const http::NamedValues query = QueryOf(call);
  const ProviderType* type = call.provider.type;
  if (type == &identity_providers::kFacebook) {
    return JsonAnswer(200, FacebookProfile(grant, query));
  }
  // Where the People API is not meant, it is OpenID's own address that is asked.
  if (type == &identity_providers::kGoogle && query.Find("personFields")) {
    return JsonAnswer(200, GoogleProfile(grant, query));
  }
  return JsonAnswer(200, WholeProfile(grant, type == &identity_providers::kLoginWithAmazon ? "user_id" : "sub"));
}

}  // namespace rockpool::federation

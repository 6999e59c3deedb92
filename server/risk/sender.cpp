#include "server/risk/sender.h"

#include <rapidjson/document.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "server/api/json.h"
#include "server/crypto/base64.h"
#include "server/risk/addresses.h"
#include "server/util/lists.h"
#include "server/util/strings.h"

namespace rockpool::risk {
namespace {

constexpr std::size_t kLongestEncodedData = 16UL * 1024;
constexpr std::size_t kLongestUserAgent = 1024;
constexpr std::string_view kOther = "Other";

struct Known {
  std::string_view name;
  re2::RE2 pattern;  // its group is the version
};

std::string FirstOf(std::span<const Known> known, std::string_view user_agent) {
  for (const auto& [name, pattern] : known) {
    std::string version;
    if (re2::RE2::PartialMatch(re2::StringPiece(user_agent.data(), user_agent.size()), pattern, &version)) {
      return std::string(name).append(version.empty() ? "" : " ").append(version);
    }
  }
  return std::string(kOther);
}

// The member of an object, or null.
const rapidjson::Value& MemberOf(const rapidjson::Value& json, const char* name) {
  static const rapidjson::Value null;
  const auto member = json.IsObject() ? json.FindMember(name) : rapidjson::Value::ConstMemberIterator();
  return json.IsObject() && member != json.MemberEnd() ? member->value : null;
}

// Of flat documents: nothing deep is read from a caller.
rapidjson::Document Parsed(std::string_view text) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
  if (document.HasParseError()) {
    document.SetNull();
  }
  return document;
}

// EncodedData, as AWS's context library makes it (amazon-cognito-advanced-security-data): base64 of {"payload": "{\"contextData\":
// {\"UserAgent\": ..., \"ClientTimezone\": \"-07:00\"}}", "signature": ...}. What has another form is ignored (documented); the signature,
// which any client can make, is not looked at.
struct ContextData {
  std::string user_agent;
  std::string time_zone;
};

std::optional<ContextData> ContextDataIn(const std::optional<std::string>& encoded) {
  static const re2::RE2 time_zone(R"([+-]\d\d:\d\d)");
  const auto json = encoded && encoded->size() <= kLongestEncodedData ? crypto::Base64Decode(*encoded) : std::nullopt;
  if (!json) {
    return std::nullopt;
  }
  const rapidjson::Document outer = Parsed(*json);
  const rapidjson::Value& payload = MemberOf(outer, "payload");
  if (!payload.IsString()) {
    return std::nullopt;
  }
  const rapidjson::Document inner = Parsed(api::TextOf(payload));
  const rapidjson::Value& data = MemberOf(inner, "contextData");
  ContextData context;
  if (const rapidjson::Value& agent = MemberOf(data, "UserAgent"); agent.IsString()) {
    context.user_agent = api::TextOf(agent);
  }
  if (const rapidjson::Value& zone = MemberOf(data, "ClientTimezone");
      zone.IsString() && re2::RE2::FullMatch(zone.GetString(), time_zone)) {
    context.time_zone = api::TextOf(zone);
  }
  return data.IsObject() ? std::optional(context) : std::nullopt;
}

std::string UserAgentIn(const std::vector<api::HttpHeader>& headers) {
  const auto found = std::ranges::find_if(
      headers, [](const api::HttpHeader& header) { return util::EqualsIgnoringCase(header.headerName.value_or(""), "user-agent"); });
  return found == headers.end() ? "" : found->headerValue.value_or("");
}

}  // namespace

std::string DeviceNameOf(std::string_view user_agent) {
  // Compiled once: that takes half as long as a signature.
  static const Known browsers[] = {{"Edge", R"(Edg(?:e|A|iOS)?/(\d+))"},
                                   {"Opera", R"(OPR/(\d+))"},
                                   {"Firefox", R"((?:Firefox|FxiOS)/(\d+))"},
                                   {"Chrome", R"((?:Chrome|CriOS)/(\d+))"},
                                   {"Safari", R"(Version/(\d+)[.\d]* (?:Mobile/\w+ )?Safari/)"}};
  static const Known systems[] = {{"Windows", R"(Windows NT (\d+))"},
                                  {"Android", R"(Android (\d+))"},
                                  {"iOS", R"((?:iPhone|CPU) OS (\d+))"},
                                  {"Mac OS X", R"(Mac OS X (\d+))"},
                                  {"Linux", R"(Linux())"}};
  user_agent = user_agent.substr(0, kLongestUserAgent);
  return FirstOf(browsers, user_agent) + ", " + FirstOf(systems, user_agent);
}

Sender SenderOf(const world::Caller& caller, const clients::ClientInUse& client, const RequestContext& context) {
  Sender sender{caller.address, "", "", false};
  std::string user_agent = caller.user_agent;
  std::optional<ContextData> data;
  if (context.of_server) {
    if (IsAddress(context.of_server->IpAddress)) {
      sender.address = context.of_server->IpAddress;
    }
    user_agent = UserAgentIn(context.of_server->HttpHeaders);
    data = ContextDataIn(context.of_server->EncodedData);
  } else if (context.of_user) {
    const bool counts = client.settings.EnablePropagateAdditionalUserContextData.value_or(false) && !client.secrets.empty();
    if (counts && context.of_user->IpAddress && IsAddress(*context.of_user->IpAddress)) {
      sender.address = *context.of_user->IpAddress;
    }
    data = ContextDataIn(context.of_user->EncodedData);
  }
  if (data) {
    sender.has_context_data = true;
    sender.time_zone = std::move(data->time_zone);
    user_agent = data->user_agent.empty() ? user_agent : data->user_agent;
  }
  sender.device_name = DeviceNameOf(user_agent);
  return sender;
}

}  // namespace rockpool::risk

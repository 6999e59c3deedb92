#include "server/web_authn/client_data.h"

#include <algorithm>
#include <cstddef>

#include "server/api/json_object.h"
#include "server/crypto/base64.h"
#include "server/web_authn/answer_json.h"
#include "server/web_authn/authenticator_data.h"
#include "server/web_authn/web_authn.h"

namespace rockpool::web_authn {
namespace {

constexpr std::size_t kLongestPort = 5;

bool TakePrefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) {
    return false;
  }
  text.remove_prefix(prefix.size());
  return true;
}

bool IsAtOrBelow(std::string_view host, std::string_view name) {
  return host == name || (host.size() > name.size() + 1 && host.ends_with(name) && host[host.size() - name.size() - 1] == '.');
}

bool IsPort(std::string_view text) {
  return !text.empty() && text.size() <= kLongestPort && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// What is neither a host's name nor an address of IPv4 is no host of a relying party.
bool IsOfHostName(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_'; }

// The digest of the certificate that an application of Android is signed with, as Android writes it in the place of an origin.
bool IsOfAndroidApplication(std::string_view origin) {
  if (!TakePrefix(origin, "android:apk-key-hash:")) {
    return false;
  }
  const auto digest = crypto::Base64UrlDecode(origin);
  return digest && digest->size() == kHashBytes;
}

}  // namespace

ClientData ReadClientData(const std::string& json, std::string_view type) {
  api::LocalDocument document;
  if (!api::ParseJson(json, document) || !document.IsObject() || TextMember(document, "type") != type) {
    throw Refused(Fault::kMalformed, "The client data are none of such a call.");
  }
  const auto challenge = TextMember(document, "challenge");
  const auto origin = TextMember(document, "origin");
  if (!challenge || !origin) {
    throw Refused(Fault::kMalformed, "The client data name no challenge or no origin.");
  }
  const auto cross_origin = document.FindMember("crossOrigin");
  const bool is_framed = (cross_origin != document.MemberEnd() && cross_origin->value.IsTrue()) || document.HasMember("topOrigin");
  return {std::string(*challenge), std::string(*origin), is_framed};
}

std::string ToJson(const ClientData& data, std::string_view type) {
  api::JsonObject json;
  json.Add("type", type);
  json.Add("challenge", data.challenge);
  json.Add("origin", data.origin);
  json.Add("crossOrigin", data.is_framed);
  return json.Text();
}

bool IsOriginOf(std::string_view origin, std::string_view relying_party_id) {
  if (IsOfAndroidApplication(origin)) {
    return !relying_party_id.empty();
  }
  std::string_view host = origin;
  const bool is_https = TakePrefix(host, "https://");
  if (!is_https && !TakePrefix(host, "http://")) {
    return false;
  }
  if (const std::size_t colon = host.find(':'); colon != std::string_view::npos) {
    if (!IsPort(host.substr(colon + 1))) {
      return false;
    }
    host = host.substr(0, colon);
  }
  return std::ranges::all_of(host, IsOfHostName) && !relying_party_id.empty() && IsAtOrBelow(host, relying_party_id) &&
         (is_https || IsAtOrBelow(host, "localhost"));
}

}  // namespace rockpool::web_authn

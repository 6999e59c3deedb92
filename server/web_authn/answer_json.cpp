#include "server/web_authn/answer_json.h"

#include "server/crypto/base64.h"
#include "server/web_authn/authenticator_data.h"
#include "server/web_authn/web_authn.h"

namespace rockpool::web_authn {

std::optional<std::string_view> TextMember(const api::JsonValue& object, const char* name) {
  const auto found = object.FindMember(name);
  return found != object.MemberEnd() && found->value.IsString() ? std::optional(api::TextOf(found->value)) : std::nullopt;
}

std::string BytesMember(const api::JsonValue& object, const char* name) {
  const auto text = TextMember(object, name);
  auto bytes = text ? crypto::Base64UrlDecode(*text) : std::nullopt;
  if (!bytes) {
    throw Refused(Fault::kMalformed, "A member that is base64url is missing or none.");
  }
  return *std::move(bytes);
}

std::string ReadCredential(std::string_view text, rapidjson::Document& document, const api::JsonValue*& response) {
  if (text.size() > kLongestAnswer || !api::ParseJson(std::string(text), document) || !document.IsObject()) {
    throw Refused(Fault::kMalformed, "The credential is no JSON object.");
  }
  std::string id = BytesMember(document, "id");
  if (id.empty() || id.size() > kLongestCredentialId || TextMember(document, "type") != "public-key" ||
      (document.HasMember("rawId") && BytesMember(document, "rawId") != id)) {
    throw Refused(Fault::kMalformed, "The credential is no public key, or has no id.");
  }
  const auto found = document.FindMember("response");
  if (found == document.MemberEnd() || !found->value.IsObject()) {
    throw Refused(Fault::kMalformed, "The credential has no response.");
  }
  response = &found->value;
  return id;
}

std::string AttachmentOf(const api::JsonValue& credential) {
  const auto attachment = TextMember(credential, "authenticatorAttachment");
  return attachment == "platform" || attachment == "cross-platform" ? std::string(*attachment) : std::string();
}

}  // namespace rockpool::web_authn

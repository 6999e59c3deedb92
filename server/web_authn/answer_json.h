// Members of the JSON that browsers make of a PublicKeyCredential, a stranger's, for the sources of this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/api/json.h"

namespace rockpool::web_authn {

// nullopt if the object has no such member, or it is no text.
std::optional<std::string_view> TextMember(const api::JsonValue& object, const char* name);

// Throws Refused with kMalformed unless it is a text in base64url.
std::string BytesMember(const api::JsonValue& object, const char* name);

// What registrations and proofs have in common: reads `text`, looks at id, rawId and type, and returns the bytes of the id. `response` is
// then the object of that name in `document`. Throws Refused with kMalformed.
std::string ReadCredential(std::string_view text, rapidjson::Document& document, const api::JsonValue*& response);

// "platform" or "cross-platform", or empty: other words are as none (Web Authentication, 5.4.5).
std::string AttachmentOf(const api::JsonValue& credential);

}  // namespace rockpool::web_authn

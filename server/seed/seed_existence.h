// Whether a second start finds what an entry of a seed creates, and whether it is there already.
#pragma once

#include <string>

#include "server/api/json.h"
#include "server/protocol/service.h"

namespace rockpool::seed {

// The answer to one call, in the name of the default account.
http::Response CallApi(protocol::Service& service, const std::string& operation, const api::JsonValue& request);

// The text of the object's member; empty if it has no such text.
std::string TextMember(const api::JsonValue& object, const char* name);

// What the request lacks for a second start to find what it creates; empty if nothing.
std::string MissingIdentity(const std::string& operation, const api::JsonValue& request);

// Whether the request, which was refused, would create what its pool has already. Only for operations whose errors do not say it.
bool IsThereAlready(protocol::Service& service, const std::string& operation, const api::JsonValue& request);

}  // namespace rockpool::seed

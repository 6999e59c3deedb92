// Who calls, as the SigV4 header says it. The signature itself is not verified: every key is welcome.
#pragma once

#include <string_view>

#include "server/api/operation.h"
#include "server/http/message.h"
#include "server/protocol/settings.h"
#include "server/world/caller.h"

namespace rockpool::protocol {

// The account is the access key id where it is twelve digits, the region that of the credential scope, without one that of `host`; else
// they are the defaults. The other facts are not the headers' and stay empty.
// With Settings::require_sigv4 an operation that AWS signs throws MissingAuthenticationTokenException without the header and
// IncompleteSignatureException with an unfinished one. Otherwise a header that makes no sense counts as none.
world::Caller CallerOf(const http::Headers& headers, std::string_view host, const api::Operation& operation, const Settings& settings);

// What a host[:port] in any case says of the region: cognito-idp.{region}.amazonaws.com, cognito-idp-fips.{region}.amazonaws.com (the one
// of GovCloud) and {region}.localhost. Empty if nothing.
std::string RegionOfHost(std::string_view host);

}  // namespace rockpool::protocol

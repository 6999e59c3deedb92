// JSON Web Tokens as tests read and forge them.
#pragma once

#include <rapidjson/document.h>

#include <string>
#include <string_view>
#include <vector>

#include "server/tokens/signing_keys.h"
#include "tests/support/test_service.h"

namespace rockpool::support {

// The JSON text of the header and of the payload; fail the test where the token has no such part.
std::string HeaderOf(std::string_view token);
std::string PayloadOf(std::string_view token);

// The payload, and the names in it in their order, joined by blanks.
rapidjson::Document ClaimsOf(std::string_view token);
std::string NamesOfClaims(std::string_view token);

// A claim as JSON text; "" if there is none.
std::string ClaimOf(std::string_view token, std::string_view name);

// The keys of a pool, drawn if it has none.
std::shared_ptr<const tokens::SigningKeys> KeysOf(TestService& service, std::string_view user_pool_id);

// What the pool itself would sign for use as access token or as ID token: a payload of the test's choice.
std::string SignedAs(TestService& service, std::string_view user_pool_id, tokens::TokenUse use, std::string_view payload);

// The payload of the token with the first `from` in it replaced; fails the test if there is none.
std::string PayloadWith(std::string_view token, std::string_view from, std::string_view to);

}  // namespace rockpool::support

// Whether a description shows what a request asked for.
#pragma once

#include <rapidjson/document.h>

#include <map>
#include <set>
#include <string>

namespace rockpool::support {

// What need not be shown as it was asked for, and the reason: a path such as "SmsConfiguration.ExternalId", or a path with a value, as in
// "RefreshTokenValidity=0". Elements of a list are at the path of the list.
using ShownOtherwise = std::map<std::string, std::string>;

// The members of the request that the description has not, or not with the same value; each with what is shown.
std::set<std::string> NotShownAsAsked(const rapidjson::Value& asked, const rapidjson::Value& shown, const ShownOtherwise& exceptions);

}  // namespace rockpool::support

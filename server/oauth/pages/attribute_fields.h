// The fields of forms that become attributes of a user: `requiredAttributes[email]`.
#pragma once

#include <string>
#include <vector>

#include "server/api/types.h"
#include "server/oauth/pages/visit.h"
#include "server/pages/pages.h"

namespace rockpool::oauth {

// A field for each name, with what was posted in it.
void AddAttributeFields(const Visit& visit, const std::vector<std::string>& names, pages::Values& values);

// What the form says of these; those that are left empty are left out, and no others are looked at. Throws as Visit::Field does.
std::vector<api::AttributeType> AttributesInForm(const Visit& visit, const std::vector<std::string>& names);

}  // namespace rockpool::oauth

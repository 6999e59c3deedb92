// The files of the pages: style sheets and the icon that are compiled in, and what the pools' own looks consist of.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http/message.h"
#include "server/world/world.h"

namespace rockpool::oauth {

// Where an embedded file is served. The address has a digest of the file, so that browsers keep it as long as it is what it was.
const std::string& AddressOfClassicSheet();
const std::string& AddressOfManagedSheet();
const std::string& AddressOfIcon();
const std::string& AddressOfPasskeyScript();

}  // namespace rockpool::oauth

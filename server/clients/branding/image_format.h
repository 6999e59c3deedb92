// What kind of image a file is, judged by how it begins.
#pragma once

#include <optional>

#include "server/api/types.h"

namespace rockpool::clients {

// nullopt for what is none of the kinds, and for what is no base64. Looks at the first few kilobytes alone.
std::optional<api::AssetExtensionType> FormatOfImage(const api::Blob& file);

}  // namespace rockpool::clients

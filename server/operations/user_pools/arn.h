// Amazon resource names, as far as rules look into them.
#pragma once

#include <string_view>

namespace rockpool::operations {

// The fourth of the parts that colons separate; empty if the ARN has none. A view into `arn`.
std::string_view RegionOfArn(std::string_view arn);

}  // namespace rockpool::operations

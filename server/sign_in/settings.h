// What app gives this storey, in world::Settings.
#pragma once

#include <memory>

namespace rockpool::sign_in {

class Traces;

struct Settings {
  std::shared_ptr<Traces> traces;  // nullptr: nobody asks for them
};

}  // namespace rockpool::sign_in

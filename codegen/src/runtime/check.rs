pub enum Rule { MaxLength(usize), }

"""The network that the capstone asks for, in parts that a mistake can replace one at a time."""

import numpy as np


class RightNetwork:
    """Dense layers with ReLU between them; parameters as one vector, layer by layer, W row by row, then b."""

    bent_output = False

    def __init__(self, sizes, seed):
        self.shapes = list(zip(sizes[1:], sizes[:-1], strict=True))
        self.Ws = [self.first_weights(*shape, self.seed_of(seed, l)) for l, shape in enumerate(self.shapes)]
        self.bs = [self.first_bias(n, self.seed_of(seed, l)) for l, (n, _) in enumerate(self.shapes)]
        self.read, self.zs = [], []

    @property
    def theta(self):
        return self.get_theta()

    def first_weights(self, n_out, n_in, seed):
        return np.random.default_rng(seed).standard_normal((n_out, n_in)) / np.sqrt(n_in / 2)

    def first_bias(self, n, seed):
        return np.zeros(n)

    def seed_of(self, seed, l):
        return seed + l

    def flat(self, W):
        return W.ravel()

    def matrix(self, values, shape):
        return values.reshape(shape)

    def get_theta(self):
        pairs = zip(self.Ws, self.bs, strict=True)
        return np.concatenate([part for W, b in pairs for part in (self.flat(W), b)])

    def set_theta(self, theta):
        at = 0
        for l, (n_out, n_in) in enumerate(self.shapes):
            self.Ws[l] = self.matrix(np.array(theta[at : at + n_out * n_in]), (n_out, n_in))
            at += n_out * n_in
            self.bs[l] = np.array(theta[at : at + n_out])
            at += n_out

    def phi(self, z):
        return np.clip(z, 0, None)

    def slope(self, z):
        return (z > 0).astype(float)

    def keep(self, read, zs):
        self.read, self.zs = read, zs

    def forward(self, x):
        a, read, zs = np.asarray(x), [], []
        for l, (W, b) in enumerate(zip(self.Ws, self.bs, strict=True)):
            read.append(a)
            zs.append(np.einsum("ni,oi->no", a, W) + b)
            a = self.phi(zs[-1]) if self.bent_output or l < len(self.Ws) - 1 else zs[-1]
        self.keep(read, zs)
        return a

    def db(self, delta):
        return delta.sum(axis=0)

    def joined(self, pieces):
        return np.concatenate([part for dW, db in pieces for part in (self.flat(dW), db)])

    def backward(self, delta):
        pieces = []
        for l in reversed(range(len(self.Ws))):
            pieces.insert(0, (np.einsum("no,ni->oi", delta, self.read[l]), self.db(delta)))
            if l:
                delta = np.einsum("no,oi->ni", delta, self.Ws[l]) * self.slope(self.zs[l - 1])
        return self.joined(pieces)
